import { stateWords } from '#lib/changes/shown/words';
import { applyIntents } from '#lib/ranges/intent';
import { cancel, confirm, signedIn } from './acts.ts';
import { expiriesOf } from './expiry.ts';
import { sweepMs } from './limits.ts';
import { type Asked, type ChangeRow, newRow } from './row.ts';
import { key } from './test-desk.ts';
import { asked, proofFor } from './test-kit.ts';
import type { World } from './test-world-shape.ts';

// What people do in the property test's world. No part of the product.

/** Somebody asks us for it, or does it themselves past us. */
type Wish = { readonly range: string; readonly adds: boolean };

function intentOf({ range, adds }: Wish) {
  return adds ? { do: 'add' as const, range } : { do: 'remove' as const, entry: range };
}

/** Records a change. */
export function ask(
  world: World,
  { who, ...wish }: Wish & { readonly who: string },
): Promise<void> {
  return record(world, asked({ grantId: who, intents: [intentOf(wish)] }));
}

type Lending = { readonly who: string; readonly range: string; readonly forSeconds: number };

/** Records a change that lets in for a while. */
export function lend(world: World, { who, range, forSeconds }: Lending): Promise<void> {
  const intents = [intentOf({ range, adds: true })];
  return record(world, asked({ grantId: who, intents, keepForSeconds: forSeconds }));
}

async function record(world: World, request: Asked): Promise<void> {
  const { store, clock, processes } = world;
  const count = (await rowsOf(world)).length;
  const row = newRow(`c${count + 1}`, request, [], clock.now());
  await store.insert(
    row,
    expiriesOf(row, () => `x${count + 1}`),
  );
  processes[count % processes.length]?.worker.wake(key);
}

/** Somebody else's edit; they never open the cluster. */
export function edit(world: World, wish: Wish): void {
  const { azure, clock, lists } = world;
  if (clock.now() < world.operatesUntil) return;
  const edited = applyIntents(azure.state.entries, [intentOf(wish)]);
  if (edited.length === 0) return;
  azure.edit(edited);
  world.editedAt = clock.now();
  lists.push({ at: clock.now(), entries: edited });
}

/** The author of a change cancels it, if it is not too late. */
export async function cancelOne(world: World, which: number): Promise<void> {
  const row = (await rowsOf(world))[which];
  const next = row && cancel(row, world.clock.now());
  if (!next?.ok) return;
  const { saved } = await world.store.save([next.value]);
  if (saved) world.cancelled.add(next.value.id);
}

/** Everybody agrees to what they are asked, and signs in where Azure wants that. */
export async function answerAll(world: World): Promise<void> {
  const { clock, store } = world;
  for (const row of await rowsOf(world)) {
    if (row.asked?.because === 'perhaps-undone') world.wantedAgain.add(row.id);
    const confirmed = confirm(row, row.asked?.keys ?? [], clock.now());
    const next = confirmed.ok ? confirmed : signedIn(row, clock.now(), proofFor(row));
    if (next.ok) await store.save([next.value]);
  }
}

/** Nothing goes wrong any more: people answer and operations end, until everything has come to its end. */
export async function calm(world: World): Promise<void> {
  const { clock, azure } = world;
  world.loss = undefined;
  world.doubles = undefined;
  world.doom = undefined;
  world.away = { until: 0, does: false };
  world.slow = false;
  // What is still on its way arrives.
  await clock.advance(Math.max(sweepMs, world.operatesUntil - clock.now()));
  for (let round = 0; round < 120; round++) {
    azure.finish();
    if ((await rowsOf(world)).every(({ state }) => stateWords[state].ends)) return;
    await answerAll(world);
    await clock.advance(sweepMs * 2);
  }
}

/** All changes of the world, newest first. */
export function rowsOf({ store }: World): Promise<readonly ChangeRow[]> {
  return store.onCluster(key, 1000);
}
