import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopLedger } from '#lib/changes/current';
import { confirmChange, resumeAfterSignIn } from '#lib/changes/ledger';
import type { LedgerStore } from '#lib/changes/ports';
import { type ChangeRow, newRow } from '#lib/changes/row';
import { batchView } from '#lib/changes/shown/batch-view';
import { stateWords } from '#lib/changes/shown/words';
import { settle } from '#lib/changes/test-clock';
import { anna, asked, changesOfBatch, works } from '#lib/changes/test-kit';
import { moveTo } from '#lib/changes/transitions';
import { startWorker } from '#lib/changes/worker';
import type { Failure } from '#lib/failure';
import { cancelRest, goOnWithBatch, retryFailed, stopBatch } from './batches.ts';
import { makeConductor } from './conductor.ts';
import { after, type BatchDesk, batchDesk, before, count } from './test-desk.ts';

const refusal: Failure = { code: 'locked', scopes: ['/'] };

let desk: BatchDesk;
beforeEach(async () => {
  desk = await batchDesk();
});
afterEach(() => stopLedger());

/** Azure refuses the next PUT of these clusters. */
function refuseAt(...places: readonly number[]) {
  for (const place of places) {
    desk.azure.at(place).nextPuts.push({ kind: 'refused', failure: refusal });
  }
}

test('changes every cluster: one alone, then eight side by side', async () => {
  const id = await desk.started();
  expect(await desk.statesOf(id)).toEqual(['applying', ...Array(11).fill('held')]);
  await desk.clock.advance(5_000);
  expect(desk.azure.mostAtOnce()).toBeGreaterThan(1);
  await desk.clock.advance(60_000);
  expect(await desk.view(id)).toMatchObject({
    state: 'over',
    startedAt: '2026-11-02T14:30:00.000Z',
  });
  expect(desk.azure.mostAtOnce()).toBe(8);
  expect(desk.azure.sentTo).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(desk.azure.lists()).toEqual(desk.azure.ids.map(() => after));
  expect(desk.azure.ids.map((_, place) => desk.azure.at(place).puts.length)).toEqual(
    Array(12).fill(1),
  );
});

test('stops at once when the first is refused, and changes nothing else', async () => {
  refuseAt(0);
  const id = await desk.started();
  await desk.clock.advance(60_000);
  expect(await desk.view(id)).toMatchObject({
    state: 'stopped',
    stopped: { because: 'first', failure: refusal },
  });
  expect(desk.azure.sentTo).toEqual([0]);
  expect(desk.azure.lists()).toEqual(desk.azure.ids.map(() => before));
});

test('stops at the third same refusal, goes on, tries again, and cancels the rest', async () => {
  desk = await batchDesk(16);
  refuseAt(1, 2, 3);
  // Those beside them are under way for long, so that the rest is held when it stops.
  for (const place of [4, 5, 6, 7, 8, 9, 10]) desk.azure.at(place).pollsPerOperation = 3;
  const id = await desk.started();
  await desk.clock.advance(4_000);
  expect(await desk.view(id)).toMatchObject({
    state: 'stopped',
    stopped: { because: 'refusals', failure: refusal },
  });
  const heldThen = count(await desk.statesOf(id), 'held');
  expect(heldThen).toBeGreaterThan(0);
  await desk.clock.advance(120_000);
  expect(count(await desk.statesOf(id), 'held')).toBe(heldThen);

  await goOnWithBatch(anna, id);
  await settle();
  expect(await desk.view(id)).toMatchObject({ state: 'running', stopped: undefined });
  await retryFailed(anna, id);
  expect(await desk.statesOf(id)).not.toContain('refused');
  await stopBatch(anna, id);
  await cancelRest(anna, id);
  await desk.clock.advance(120_000);
  expect(await desk.view(id)).toMatchObject({ state: 'over' });
  const changes = await desk.changesOf(id);
  // Azure holds what the states say.
  expect(desk.azure.lists()).toEqual(
    changes.map(({ state }) => (state === 'done' ? after : before)),
  );
  expect(changes.every(({ state }) => stateWords[state].ends)).toBe(true);
});

test('tries again the first cluster, for which it stopped, and goes on with the others at that word', async () => {
  refuseAt(0);
  const id = await desk.started();
  await desk.clock.advance(60_000);
  expect(batchView(await desk.view(id)).acts).toContainEqual({
    act: 'retry',
    label: 'Try 1 cluster again, then the other 11',
  });
  await retryFailed(anna, id);
  await settle();
  expect(count(await desk.statesOf(id), 'held')).toBe(11);
  await desk.clock.advance(120_000);
  expect(await desk.view(id)).toMatchObject({ state: 'over', stopped: undefined });
  expect(desk.azure.lists()).toEqual(desk.azure.ids.map(() => after));
});

test('carries out at last what had been refused', async () => {
  refuseAt(1, 2);
  const id = await desk.started();
  await desk.clock.advance(120_000);
  expect(await desk.view(id)).toMatchObject({ state: 'over' });
  expect(desk.azure.lists().filter((list) => list.length === 1)).toHaveLength(2);
  await retryFailed(anna, id);
  await retryFailed(anna, id);
  await desk.clock.advance(60_000);
  expect(await desk.statesOf(id)).toEqual(Array(12).fill('done'));
  expect(desk.azure.lists()).toEqual(desk.azure.ids.map(() => after));
  expect(desk.azure.at(1).puts).toHaveLength(2);
});

test('is taken over in its midst by another process, and nothing goes twice', async () => {
  const id = await desk.started();
  await desk.clock.advance(3_000);
  await stopLedger();
  const left = await changesOfBatch(desk.store, id);
  expect(left.map(({ state }) => state)).toContain('held');
  expect(left.map(({ state }) => state)).toContain('applying');
  await desk.startProcess();
  await desk.clock.advance(120_000);
  expect(await desk.view(id)).toMatchObject({ state: 'over' });
  expect(desk.azure.lists()).toEqual(desk.azure.ids.map(() => after));
  expect(desk.azure.ids.map((_, place) => desk.azure.at(place).puts.length)).toEqual(
    Array(12).fill(1),
  );
});

test('lets the others go past one that asks its author, who has the last word', async () => {
  desk.azure.at(0).edit([]);
  const id = await desk.started();
  await desk.clock.advance(120_000);
  expect(await desk.statesOf(id)).toEqual(['needs-confirmation', ...Array(11).fill('done')]);
  const [first] = await desk.changesOf(id);
  await confirmChange(anna, first?.id ?? '', first?.confirmKeys ?? []);
  await desk.clock.advance(60_000);
  expect(await desk.view(id)).toMatchObject({ state: 'over' });
  expect(desk.azure.lists()).toEqual([['81.2.69.142/32'], ...Array(11).fill(after)]);
});

test('lets nothing go while one waits for a sign-in, and goes on in its turn after it', async () => {
  for (const place of [1, 2, 3]) desk.azure.at(place).nextReads.push({ code: 'sign-in-needed' });
  const id = await desk.started();
  await desk.clock.advance(120_000);
  // The first, then those that were let go together.
  expect(await desk.statesOf(id)).toEqual([
    'done',
    ...Array(3).fill('needs-sign-in'),
    ...Array(5).fill('done'),
    ...Array(3).fill('held'),
  ]);
  expect(await desk.view(id)).toMatchObject({ state: 'running', awaitsSignIn: true });
  await resumeAfterSignIn(anna, { tenantId: asked().tenantId, claims: undefined });
  await settle();
  expect(await desk.view(id)).toMatchObject({ awaitsSignIn: false });
  await desk.clock.advance(120_000);
  expect(desk.azure.mostAtOnce()).toBe(6);
  expect(desk.azure.lists()).toEqual(desk.azure.ids.map(() => after));
});

test('is found by the sweep when the process died right after it was recorded', async () => {
  const id = await desk.drafted();
  await stopLedger();
  const batch = await desk.store.findBatch(id);
  if (!batch) throw new Error('no batch');
  const add = desk.azure.ids.map((clusterId, place): ChangeRow => {
    const row = newRow(`change-${place}`, asked({ clusterId }), [], desk.clock.now());
    return { ...row, state: 'held', batch: { id, place } };
  });
  const now = desk.clock.now();
  await desk.store.saveBatch({ ...batch, state: 'running', startedAt: now }, { add });
  await desk.startProcess();
  await desk.clock.advance(120_000);
  expect(desk.azure.lists()).toEqual(desk.azure.ids.map(() => after));
});

test('lets no more than eight go and none twice, however many processes conduct it', async () => {
  const { azure, clock, store } = desk;
  for (let n = 0; n < 3; n++) startWorker(works(azure, clock, { store }));
  await desk.started();
  await clock.advance(120_000);
  expect(azure.mostAtOnce()).toBe(8);
  expect(azure.lists()).toEqual(azure.ids.map(() => after));
  expect(azure.ids.map((_, place) => azure.at(place).puts.length)).toEqual(Array(12).fill(1));
});

async function conductedBy(store: LedgerStore, id: string): Promise<void> {
  const conductor = makeConductor(works(desk.azure, desk.clock, { store }), () => {});
  conductor.conduct(id);
  await conductor.idle();
}

async function stopInStore(id: string): Promise<void> {
  const batch = await desk.store.findBatch(id);
  if (!batch) throw new Error('no batch');
  await desk.store.saveBatch({ ...batch, state: 'stopped', stopped: { because: 'author' } });
}

async function cancelInStore(id: string): Promise<void> {
  const [, second] = await changesOfBatch(desk.store, id);
  if (!second) throw new Error('no change');
  await desk.store.save([moveTo(second, 'cancelled', desk.clock.now())]);
}

// Whoever decides has read what was so a moment ago.
const meanwhile: readonly [string, (id: string) => Promise<void>, number, number][] = [
  ['its author has stopped it', stopInStore, 0, 11],
  ['another process has let eight go', (id) => conductedBy(desk.store, id), 8, 3],
  ['one of the next was cancelled', cancelInStore, 8, 2],
];

for (const [what, happen, gone, held] of meanwhile) {
  test(`decides anew when, since it looked, ${what}`, async () => {
    const { store } = desk;
    const id = await desk.started();
    await stopLedger();
    // The first is done, and no process has looked since.
    const [first] = await changesOfBatch(store, id);
    if (!first) throw new Error('no change');
    await store.save([moveTo(first, 'done', desk.clock.now())]);
    let looks = 0;
    const slow: LedgerStore = {
      ...store,
      workOfBatch: async (...asked) => {
        const work = await store.workOfBatch(...asked);
        looks += 1;
        if (looks === 1) await happen(id);
        return work;
      },
    };
    await conductedBy(slow, id);
    const states = (await changesOfBatch(store, id)).map(({ state }) => state);
    expect(count(states, 'queued')).toBe(gone);
    expect(count(states, 'held')).toBe(held);
  });
}
