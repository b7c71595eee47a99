import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type ChangeRow, newRow } from '#lib/changes/row';
import { StoreAnswerLost, StoreTakesNothing } from '#lib/changes/store-troubles';
import { asked, batchRow } from '#lib/changes/test-kit';
import { log } from '#lib/log';
import { openStore, type Store } from '#lib/store/store';
import { freshDatabase } from '#lib/store/test-server';
import { postgresLedger } from './ledger.ts';

const ledgerOf = (store: Store) => postgresLedger(store, 'AzureCloud');

test('says so where the database only reads, and has recorded nothing', async () => {
  const url = new URL(await freshDatabase());
  const writing = await opened(url.href);
  const known = await recorded(writing);
  url.searchParams.set('options', '-c default_transaction_read_only=on');
  await expectRefused(await opened(url.href), known);
});

test.each([
  ['for it', 'create trigger no_room before', ''],
  ['to complete it', 'create constraint trigger no_room after', 'deferrable initially deferred'],
])(
  'says so where a full disk leaves no room %s, and has recorded nothing',
  async (_, full, when) => {
    const store = await opened(await freshDatabase());
    const known = await recorded(store);
    await store.db.execute(sql`create function no_room() returns trigger language plpgsql as
    $$ begin raise 'No space left on device' using errcode = '53100'; end $$`);
    for (const table of ['changes', 'batches']) {
      const on = `insert or update on ${table} ${when} for each row execute function no_room()`;
      await store.db.execute(sql.raw(`${full} ${on}`));
    }
    await expectRefused(store, known);
  },
);

test('says that nobody knows where the connection ends while something is stored', async () => {
  const databaseUrl = await freshDatabase();
  const store = await opened(databaseUrl);
  const other = await opened(databaseUrl);
  const known = await recorded(store);
  const error = vi.spyOn(log, 'error').mockReturnValue();
  onTestFinished(() => error.mockRestore());
  await other.db.transaction(async (tx) => {
    await tx.execute(sql`lock table changes`);
    const stored = ledgerOf(store).save([known.rows[0]]);
    const refused = expect(stored).rejects.toThrow(StoreAnswerLost);
    await expect.poll(() => endWaiting(tx)).toBe(1);
    await refused;
  });
});

/** Ends the connections that wait for a lock; answers how many there were. */
async function endWaiting(db: Pick<Store['db'], 'execute'>): Promise<number> {
  const { rows } = await db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length;
}

async function opened(databaseUrl: string): Promise<Store> {
  const store = await openStore({ databaseUrl });
  onTestFinished(() => store.close());
  return store;
}

/** A draft, and two changes that it holds. */
async function recorded(store: Store) {
  const wanted = newRow(randomUUID(), asked(), [], 0);
  const place = { id: wanted.id, place: 0 };
  const row: ChangeRow = { ...wanted, state: 'held', batch: place };
  const batch = batchRow({ id: row.id, grantId: row.grantId });
  await ledgerOf(store).insertBatch(batch);
  const other = { ...row, id: randomUUID(), idempotencyKey: randomUUID() };
  const rows = [await ledgerOf(store).insert(row), await ledgerOf(store).insert(other)] as const;
  return { rows, batch };
}

async function expectRefused(
  store: Store,
  { rows, batch }: Awaited<ReturnType<typeof recorded>>,
): Promise<void> {
  const error = vi.spyOn(log, 'error').mockReturnValue();
  onTestFinished(() => error.mockRestore());
  const [row] = rows;
  const [id, idempotencyKey] = [randomUUID(), randomUUID()];
  const fresh = { ...row, id, idempotencyKey };
  const ledger = ledgerOf(store);
  const refused = [
    () => ledger.insert(fresh),
    () => ledger.save([row]),
    () => ledger.save(rows),
    () => ledger.insertBatch({ ...batch, id }),
    () => ledger.saveBatch(batch, { add: [fresh] }),
    () => ledger.cancelHeld({ grantId: row.grantId }, 0),
  ];
  for (const each of refused) await expect(each()).rejects.toThrow(StoreTakesNothing);
  expect(error).toHaveBeenCalledTimes(refused.length);
  expect([await ledger.find(id), await ledger.findBatch(id)]).toEqual([undefined, undefined]);
  expect(await ledger.find(row.id)).toEqual(row);
  expect(await ledger.findBatch(batch.id)).toEqual(batch);
}
