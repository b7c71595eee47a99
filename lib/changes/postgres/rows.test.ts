import { randomUUID } from 'node:crypto';
import { inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { LedgerStore } from '#lib/changes/ports';
import { newRow } from '#lib/changes/row';
import { OfNewerRelease } from '#lib/changes/store-troubles';
import { asked, batchRow } from '#lib/changes/test-kit';
import { log } from '#lib/log';
import { batches, changes } from '#lib/store/ledger-schema';
import type { Store } from '#lib/store/store';
import { memoryStore } from '#lib/store/test-memory';
import { postgresLedger } from './ledger.ts';

let store: Store;
let ledger: LedgerStore;
beforeAll(async () => {
  store = await memoryStore();
  ledger = postgresLedger(store, 'AzureCloud');
});
beforeEach(async () => {
  await store.db.delete(changes);
  await store.db.delete(batches);
});
afterAll(() => store.close());

test('lists what it can read beside a change of a newer release, and says what it left out', async () => {
  const warn = vi.spyOn(log, 'warn').mockReturnValue();
  const record = (state: 'needs-sign-in' | 'done') =>
    ledger.insert({ ...newRow(randomUUID(), asked(), [], 0), state });
  const ours = await record('needs-sign-in');
  const theirs = await record('needs-sign-in');
  const theirsDone = await record('done');
  const intents = JSON.stringify([{ do: 'of-a-newer-release' }]);
  await store.db
    .update(changes)
    .set({ asked: sql`jsonb_set(asked, '{intents}', ${intents}::jsonb)` })
    .where(inArray(changes.id, [theirs.id, theirsDone.id]));

  const lists = await Promise.all([
    ledger.onCluster(ours.clusterKey, 10),
    ledger.parkedSince(1),
    ledger.unfinishedOf(ours.grantId),
  ]);
  for (const list of lists) expect(list.map(({ id }) => id)).toEqual([ours.id]);
  expect(await ledger.doneOf(ours.clusterKey, ours.grantId, 10)).toEqual([]);
  const [moved, wanting] = await Promise.all([
    ledger.movedSince(ours.clusterKey, 0),
    ledger.askedFor(ours.clusterKey, '81.2.69.142/32'),
  ]);
  expect(moved).toMatchObject({ rows: [{ id: ours.id }], unread: 2 });
  expect(wanting.rows).toMatchObject([{ id: ours.id }]);
  expect(warn).toHaveBeenCalledWith(
    { err: expect.any(Error), change: theirs.id, others: 0 },
    'a change of another release was left out',
  );
});

test('knows of a change in its way also where a newer release has put it into a state of its own', async () => {
  vi.spyOn(log, 'warn').mockReturnValue();
  const record = () => ledger.insert(newRow(randomUUID(), asked(), [], 0));
  const [theirs, ours] = [await record(), await record()];
  const state = 'of-a-newer-release';
  await store.db
    .update(changes)
    .set({ state })
    .where(inArray(changes.id, [theirs.id]));
  expect(await ledger.queue(ours.clusterKey)).toEqual({ rows: [ours], unread: 1 });
});

test('records nothing twice that a newer release has recorded, and knows whose its batches are', async () => {
  vi.spyOn(log, 'warn').mockReturnValue();
  const theirs = newRow(randomUUID(), asked(), [], 0);
  const { id, grantId } = theirs;
  await ledger.insert(theirs);
  await ledger.insertBatch(batchRow({ id, grantId }));
  const state = 'of-a-newer-release';
  await store.db.update(changes).set({ state });
  await store.db.update(batches).set({ state });

  const again = ledger.insert({ ...theirs, id: randomUUID() });
  await expect(again).rejects.toThrow(OfNewerRelease);
  expect(await ledger.findBatch(id)).toBeUndefined();
  expect(await ledger.ownerOfBatch(id)).toBe(grantId);
  expect(await ledger.ownerOfBatch(randomUUID())).toBeUndefined();
});

test('finds nothing by text that is no id', async () => {
  for (const text of ['', 'none', `${randomUUID()}x`]) {
    expect(await ledger.find(text)).toBeUndefined();
    expect(await ledger.findBatch(text)).toBeUndefined();
    expect(await ledger.ownerOfBatch(text)).toBeUndefined();
  }
});

test('keeps what Azure says, whatever it says', async () => {
  const says = (azureMessage: string) =>
    ({ code: 'objection', status: 400, azureMessage }) as const;
  // The second is cut in the middle of its last character.
  for (const message of ['a\0b', 'Not now 😀'.slice(0, -1)]) {
    const row = newRow(randomUUID(), asked(), [], 0);
    const { id } = await ledger.insert({ ...row, state: 'refused', failure: says(message) });
    expect((await ledger.find(id))?.failure?.azureMessage).toMatch(/^(a\ufffdb|Not now \ufffd)$/);
  }
});
