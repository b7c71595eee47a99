import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopLedger } from '#lib/changes/current';
import { cancelAll, hasUnfinished } from '#lib/changes/ledger';
import type { ChangeRow } from '#lib/changes/row';
import { settle } from '#lib/changes/test-clock';
import { anna } from '#lib/changes/test-kit';
import { hour, minute } from '#lib/changes/test-lending';
import { clusterKey } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { cancelRest, goOnWithBatch, retryFailed, startBatch, stopBatch } from './batches.ts';
import { after, author, type BatchDesk, batchDesk, before, count } from './test-desk.ts';
import { draftUndo } from './undo.ts';

// What a batch lets in for a while.

let desk: BatchDesk;
beforeEach(async () => {
  desk = await batchDesk(3);
});
afterEach(() => stopLedger());

const lend = () => desk.started({ keepForSeconds: 3600 });
const locked: Failure = { code: 'locked', scopes: ['/'] };

/** What is to take it out again at one place, the newest last. */
async function endsAt(place: number): Promise<readonly ChangeRow[]> {
  const id = desk.azure.ids[place];
  const rows = id ? await desk.store.onCluster(clusterKey(id), 50) : [];
  return rows.filter(({ expiryOf }) => expiryOf !== undefined).toReversed();
}

async function ends(): Promise<readonly ChangeRow[]> {
  return (await Promise.all(desk.azure.ids.map((_, place) => endsAt(place)))).flat();
}

test('is taken out at one and the same time of each cluster, wherever its turn came', async () => {
  const from = desk.clock.now();
  const id = await lend();
  await desk.clock.advance(10 * minute);
  expect(await desk.statesOf(id)).toEqual(Array(3).fill('done'));
  expect(desk.azure.lists()).toEqual(Array(3).fill(after));
  expect(await ends()).toMatchObject(Array(3).fill({ state: 'held', startsAt: from + hour }));
  await desk.clock.advance(hour);
  expect(desk.azure.lists()).toEqual(Array(3).fill(before));
  expect(await ends()).toMatchObject(Array(3).fill({ state: 'done' }));
  expect(await desk.view(id)).toMatchObject({ state: 'over', tally: { done: 3, total: 3 } });
});

test('stays where it stood before', async () => {
  desk.azure.at(1).edit(after);
  await lend();
  await desk.clock.advance(2 * hour);
  expect(desk.azure.lists()).toEqual([before, after, before]);
  expect(await endsAt(1)).toMatchObject([{ state: 'cancelled', spared: 'not-added' }]);
});

test('has nothing to end where it is only removed', async () => {
  const id = await desk.drafted({ add: [], remove: before, keepForSeconds: 3600 });
  const items = desk
    .items()
    .map((item) => ({ ...item, intents: [{ do: 'remove' as const, entry: before[0] ?? '' }] }));
  await startBatch(author, id, items);
  await settle();
  expect(await ends()).toEqual([]);
  expect((await desk.changesOf(id))[0]?.keepForSeconds).toBeUndefined();
});

test('is ended where it was let in before its batch was stopped and cancelled, and nowhere else', async () => {
  const id = await lend();
  await stopBatch(anna, id);
  await desk.clock.advance(minute);
  await cancelRest(anna, id);
  await settle();
  expect(await ends()).toMatchObject([
    { state: 'held' },
    ...Array(2).fill({ state: 'cancelled', spared: 'not-added', wakeAt: undefined }),
  ]);
  await desk.clock.advance(hour);
  expect(desk.azure.lists()).toEqual(Array(3).fill(before));
  expect(await hasUnfinished(anna)).toBe(false);
});

test('is still taken out after its author has signed out and cancelled the rest', async () => {
  await lend();
  await desk.clock.advance(10_000);
  await cancelAll(anna);
  await desk.clock.advance(minute);
  const states = (await ends()).map(({ state }) => state);
  expect(count(states, 'held')).toBe(desk.azure.sentTo.length);
  await desk.clock.advance(hour);
  expect(desk.azure.lists()).toEqual(Array(3).fill(before));
});

test('lets nobody in where its batch goes on after its time, but where that is tried again', async () => {
  const id = await lend();
  await stopBatch(anna, id);
  await desk.clock.advance(hour + 2 * minute);
  expect(await ends()).toMatchObject([
    { state: 'done' },
    ...Array(2).fill({ state: 'cancelled', spared: 'not-added' }),
  ]);
  await goOnWithBatch(anna, id);
  await desk.clock.advance(5 * minute);
  expect(desk.azure.lists()).toEqual(Array(3).fill(before));
  expect((await desk.changesOf(id))[1]).toMatchObject({ failure: { code: 'time-is-over' } });

  await retryFailed(anna, id);
  await desk.clock.advance(5 * minute);
  expect(desk.azure.lists()).toEqual([before, after, after]);
  await desk.clock.advance(hour);
  expect(desk.azure.lists()).toEqual(Array(3).fill(before));
});

test('stays for as long anew where a refused cluster is tried again', async () => {
  desk.azure.at(1).nextPuts.push({ kind: 'refused', failure: locked });
  const id = await lend();
  await desk.clock.advance(30 * minute);
  expect(await endsAt(1)).toMatchObject([{ state: 'cancelled', spared: 'not-added' }]);
  await retryFailed(anna, id);
  await desk.clock.advance(31 * minute);
  expect(desk.azure.lists()).toEqual([before, after, before]);
  await desk.clock.advance(30 * minute);
  expect(desk.azure.lists()).toEqual(Array(3).fill(before));
});

test('needs no end any more where the batch is undone', async () => {
  const id = await lend();
  await desk.clock.advance(10 * minute);
  const undo = await draftUndo(anna, id);
  if (!undo.ok || undo.value === undefined) throw new Error('no plan');
  const back = desk
    .items()
    .map((item) => ({ ...item, intents: [{ do: 'remove' as const, entry: '81.2.69.142/32' }] }));
  await startBatch(author, undo.value, back);
  await desk.clock.advance(10 * minute);
  expect(desk.azure.lists()).toEqual(Array(3).fill(before));
  expect(await ends()).toMatchObject(Array(3).fill({ state: 'cancelled', spared: 'taken-out' }));
});
