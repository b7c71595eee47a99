import { randomUUID } from 'node:crypto';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { LedgerStore } from '#lib/changes/ports';
import { type ChangeRow, newRow } from '#lib/changes/row';
import { statesOf } from '#lib/changes/shown/batch-outcomes';
import { asked, batchRow } from '#lib/changes/test-kit';
import { log } from '#lib/log';
import { batches, changes } from '#lib/store/ledger-schema';
import type { Store } from '#lib/store/store';
import { memoryStore } from '#lib/store/test-memory';
import { postgresLedger } from './ledger.ts';

// A batch of which a newer release has stored some changes, before a rollback or on another replica.

const now = Date.UTC(2026, 10, 2, 14, 30);
let store: Store;
let ledger: LedgerStore;
beforeAll(async () => {
  store = await memoryStore();
  ledger = postgresLedger(store, 'AzureCloud');
});
afterAll(() => store.close());
beforeEach(() => void vi.spyOn(log, 'warn').mockReturnValue());

/** A batch with a change at each place, of which a newer release has stored `theirs`. */
async function batchWith(states: readonly Partial<ChangeRow>[], theirs: readonly number[]) {
  const batch = batchRow({ createdAt: now });
  const { id, grantId } = batch;
  const add = states.map((about, place): ChangeRow => {
    const row = newRow(randomUUID(), asked({ grantId }), [], now);
    return { ...row, state: 'held', batch: { id, place }, idempotencyKey: row.id, ...about };
  });
  await ledger.insertBatch(batch);
  await ledger.saveBatch({ ...batch, state: 'running', startedAt: now }, { add });
  const intents = JSON.stringify([{ do: 'of-a-newer-release' }]);
  const those = theirs.flatMap((place) => add[place]?.id ?? []);
  const write = (values: object) =>
    store.db.update(changes).set(values).where(inArray(changes.id, those));
  await write({ asked: sql`jsonb_set(asked, '{intents}', ${intents}::jsonb)` });
  return { id, grantId, add, write };
}

const placesIn = (rows: readonly ChangeRow[]) => rows.map(({ batch }) => batch?.place);

test('lets the others go in their turn, however many stand before them', async () => {
  const { id } = await batchWith([{}, {}, {}, {}, {}], [0, 1, 3]);
  const work = await ledger.workOfBatch(id, now, 2);
  expect(placesIn(work.next)).toEqual([2, 4]);
  expect(await ledger.workOfBatch(id, now, 1)).toMatchObject({ next: [{ batch: { place: 2 } }] });
  expect((await ledger.workOfBatch(id, now, 9)).unread).toBe(3);
});

test('waits for none that is under way, and is not over before it has ended', async () => {
  const { id, write } = await batchWith([{ state: 'queued' }, { state: 'done' }], [0]);
  const left = { atWork: 0, later: 0, parked: 0, next: [], unread: 1 };
  expect(await ledger.workOfBatch(id, now, 8)).toMatchObject(left);
  await write({ state: 'of-a-newer-release' });
  expect(await ledger.workOfBatch(id, now, 8)).toMatchObject(left);
});

test('knows that one ended badly also where it does not know the failure', async () => {
  const failure = { code: 'locked' as const, scopes: ['/'] };
  const { id, add, write } = await batchWith([{ state: 'refused', failure }], [0]);
  await write({ life: sql`jsonb_set(life, '{failure,code}', '"of-a-newer-release"')` });
  const bad = [{ id: add[0]?.id, place: 0, state: 'refused', failure: undefined }];
  expect((await ledger.workOfBatch(id, now, 8)).bad).toEqual(bad);
});

test('names the cluster of each in the results, and counts each on the page', async () => {
  const { id, grantId, add, write } = await batchWith([{ state: 'done' }, {}, {}], [1]);
  const results = await ledger.resultsOfBatch(id, { after: -1, limit: 2 });
  expect(results).toMatchObject([
    { place: 0, row: { state: 'done' } },
    { place: 1, row: undefined, clusterKey: add[1]?.clusterKey },
  ]);
  await write({ state: 'of-a-newer-release' });
  const places = await ledger.placesOfBatch(id, { states: statesOf() });
  expect(placesIn(places.rows)).toEqual([2, 0]);
  expect(places.unread).toBe(1);
  const counts = { done: 1, held: 1, applying: 1 };
  expect((await ledger.progressOfBatch(id)).counts).toEqual(counts);
  expect(await ledger.batchesOf(grantId, { started: true })).toMatchObject([{ counts }]);
});

test('lists the other batches beside one that it cannot read', async () => {
  const { id, grantId } = await batchWith([{}], []);
  const other = { ...((await ledger.findBatch(id)) ?? expect.fail()), id: randomUUID() };
  await ledger.insertBatch(other);
  await store.db.update(batches).set({ state: 'of-a-newer-release' }).where(eq(batches.id, id));
  const listed = await ledger.batchesOf(grantId, { started: true });
  expect(listed.map(({ batch }) => batch.id)).toEqual([other.id]);
  expect(await ledger.findBatch(id)).toBeUndefined();
});

test('tells what was added to a fleet beside such a change, and offers no swap on its cluster', async () => {
  const range = '81.2.69.142/32';
  const { add } = await batchWith([{ state: 'done' }, { state: 'done' }], []);
  const [ours, theirs] = add;
  if (!ours || !theirs) throw new Error('nothing recorded');
  const intents = JSON.stringify([{ do: 'add', range }, { do: 'of-a-newer-release' }]);
  await store.db
    .update(changes)
    .set({ clusterKey: 'theirs', asked: sql`jsonb_set(asked, '{intents}', ${intents}::jsonb)` })
    .where(eq(changes.id, theirs.id));
  const keys = [ours.clusterKey, 'theirs'];
  const by = ours.grantId;
  expect(await ledger.additionsOn(keys, by)).toMatchObject([{ clusterKey: ours.clusterKey }]);
  const about = await ledger.changesAbout(keys, [range]);
  expect(about.some(({ clusterKey }) => clusterKey === ours.clusterKey)).toBe(true);
  expect(about.filter(({ clusterKey }) => clusterKey === 'theirs')).toEqual([]);
});
