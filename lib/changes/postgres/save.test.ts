import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newRow } from '#lib/changes/row';
import { StoreOnlyReads } from '#lib/changes/store-only-reads';
import { asked } from '#lib/changes/test-kit';
import { log } from '#lib/log';
import { openStore } from '#lib/store/store';
import { freshDatabase } from '#lib/store/test-server';
import { postgresLedger } from './ledger.ts';

test('says so where the database only reads, and has recorded nothing', async () => {
  const error = vi.spyOn(log, 'error').mockReturnValue();
  onTestFinished(() => error.mockRestore());
  const url = new URL(await freshDatabase());
  const writing = await openStore({ databaseUrl: url.href });
  onTestFinished(() => writing.close());
  url.searchParams.set('options', '-c default_transaction_read_only=on');
  const store = await openStore({ databaseUrl: url.href });
  onTestFinished(() => store.close());
  const row = newRow(randomUUID(), asked(), [], 0);
  const { grantId } = row;
  const { id } = row;
  const batch = { id, grantId, version: 1, state: 'draft' as const, createdAt: 0, forgiven: [] };
  const drafted = { ...batch, draft: { view: '', clusters: [], add: [], remove: [] } };
  const ledger = postgresLedger(store, 'AzureCloud');
  const refused = [
    () => ledger.insert(row),
    () => ledger.save([row]),
    () => ledger.save([row, row]),
    () => ledger.insertBatch(drafted),
    () => ledger.saveBatch(drafted, { add: [row] }),
    () => ledger.cancelHeld({ grantId }, 0),
  ];
  for (const each of refused) await expect(each()).rejects.toThrow(StoreOnlyReads);
  expect(error).toHaveBeenCalledTimes(refused.length);
  expect(await postgresLedger(writing, 'AzureCloud').find(id)).toBeUndefined();
  expect(await postgresLedger(writing, 'AzureCloud').findBatch(id)).toBeUndefined();
});
