import fc from 'fast-check';
import { applyIntents } from '#lib/ranges/intent';
import { cancel, confirm, signedIn } from './acts.ts';
import { sameList } from './cluster-state.ts';
import { sweepMs } from './limits.ts';
import { type ChangeRow, newRow } from './row.ts';
import { key } from './test-desk.ts';
import { anna, asked, ben } from './test-kit.ts';
import type { Applied, World } from './test-world.ts';
import { stateWords } from './words.ts';

// What may happen in the property test's world, and the rules that hold there.

const range = fc.constantFrom(
  '81.2.69.142/32',
  '193.168.1.0/24',
  '194.168.1.0/24',
  '137.117.106.88/29',
);
const of = <T extends string>(...is: T[]) => fc.constantFrom(...is);
const process = fc.nat(1);

/** One thing that happens. */
export const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      is: of('ask'),
      who: fc.constantFrom(anna, ben),
      range,
      adds: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ is: of('wait'), ms: fc.constantFrom(1, 50, 700, 2_500, 12_000) }),
  },
  { weight: 2, arbitrary: fc.record({ is: of('edit'), range, adds: fc.boolean() }) },
  fc.record({ is: of('pool', 'busy', 'free', 'challenge') }),
  fc.record({ is: of('lose'), lands: fc.boolean() }),
  fc.record({ is: of('cancel'), which: fc.nat(5) }),
  fc.record({ is: of('crash'), process }),
  fc.record({ is: of('sleep'), process, ms: fc.constantFrom(3_000, 40_000) }),
);

/** See `event`. */
export type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** Lets one thing happen, and everything that follows from it at once. */
export async function happen(world: World, what: Event): Promise<void> {
  const { clock, azure, processes } = world;
  switch (what.is) {
    case 'ask':
      await ask(world, what);
      break;
    case 'edit':
      azure.edit(edited(azure.state.entries, what));
      break;
    case 'pool':
      world.poolMovedAt = clock.now();
      azure.state = { ...azure.state, pools: [pool(`p${clock.now()}`)] };
      break;
    case 'busy':
      azure.state = { ...azure.state, provisioningState: 'Scaling' };
      break;
    case 'free':
      azure.finish();
      break;
    case 'challenge':
      world.challenges = 1;
      break;
    case 'cancel':
      await cancelOne(world, what.which);
      break;
    case 'lose':
      world.loss = what;
      world.troubled = true;
      break;
    case 'crash':
      world.troubled = true;
      processes.splice(what.process, 1, world.spawn()).forEach(({ life }) => {
        life.dead = true;
      });
      break;
    case 'sleep':
      world.troubled = true;
      processes.slice(what.process, what.process + 1).forEach(({ life }) => {
        life.until = clock.now() + what.ms;
      });
      break;
    case 'wait':
      await clock.advance(what.ms);
  }
  await clock.advance(0);
}

type Edit = { readonly range: string; readonly adds: boolean };

async function ask(world: World, { who, range, adds }: Edit & { who: string }): Promise<void> {
  const intent = adds ? { do: 'add' as const, range } : { do: 'remove' as const, entry: range };
  const count = (await rowsOf(world)).length;
  const request = asked({ grantId: who, intents: [intent] });
  await world.store.insert(newRow(`c${count + 1}`, request, [], world.clock.now()));
  world.processes[count % 2]?.worker.wake(key);
}

async function cancelOne(world: World, which: number): Promise<void> {
  const row = (await rowsOf(world))[which];
  const next = row && cancel(row, world.clock.now());
  if (next?.ok) await world.store.save([next.value]);
}

/** Somebody else's edit; they never open the cluster. */
function edited(entries: readonly string[], { range, adds }: Edit): readonly string[] {
  const others = entries.filter((entry) => entry !== range);
  if (adds) return [...others, range];
  return others.length > 0 ? others : entries;
}

function pool(eTag: string) {
  return { name: 'system', eTag, enableNodePublicIp: false };
}

/** People answer what they are asked and operations end, until everything has come to its end. */
export async function calm(world: World): Promise<void> {
  const { clock, azure, store } = world;
  world.loss = undefined;
  world.challenges = 0;
  world.slow = false;
  for (let round = 0; round < 60; round++) {
    azure.finish();
    const rows = await rowsOf(world);
    if (rows.every(({ state }) => stateWords[state].ends)) return;
    for (const row of rows) {
      const confirmed = confirm(row, row.asked?.keys ?? [], clock.now());
      const next = confirmed.ok ? confirmed : signedIn(row, clock.now());
      if (next.ok) await store.save([next.value]);
    }
    await clock.advance(sweepMs * 2);
  }
}

/** All changes of the world. */
export function rowsOf({ store }: World): Promise<readonly ChangeRow[]> {
  return store.onCluster(key, 1000);
}

/** What was broken of the rules that hold in every world. */
export async function broken(world: World): Promise<readonly string[]> {
  const rows = await rowsOf(world);
  return [
    ...world.offences,
    ...world.applied.flatMap((put) => brokenByPut(world, put, rows)),
    ...rows.flatMap((row) => brokenByEnd(world, row)),
  ];
}

/** A PUT does what its changes ask, to the list as it is, and nothing else; and it does something. */
function brokenByPut(
  world: World,
  { correlationId, before, after }: Applied,
  rows: readonly ChangeRow[],
) {
  const carried = rows
    .filter(({ id }) => world.sent.get(correlationId)?.changes.includes(id))
    .toSorted((a, b) => a.seq - b.seq);
  const expected = applyIntents(
    before,
    carried.flatMap(({ intents }) => intents),
  );
  const lists = `${before} → ${after}`;
  return [
    ...(sameList(expected, after) ? [] : [`a PUT did something else: ${lists}`]),
    ...(sameList(before, after) ? [`a PUT changed nothing: ${lists}`] : []),
  ];
}

/** Every change ends; what is done was carried out once; what was refused or cancelled never was. */
function brokenByEnd({ applied, sent, troubled }: World, { id, state, alreadySo }: ChangeRow) {
  const times = applied.filter((put) => sent.get(put.correlationId)?.changes.includes(id)).length;
  const words = `${id} is ${state}, and was carried out ${times} times`;
  if (!stateWords[state].ends || times > 1) return [words];
  if (state === 'outcome-unknown') return [];
  const isDone = state === 'done' || state === 'overtaken' || state === 'failed';
  // After trouble, "done" may have been somebody else's doing: that its intents hold is what counts.
  if (isDone && troubled && times === 0) return [];
  return times === (isDone && !alreadySo ? 1 : 0) ? [] : [words];
}
