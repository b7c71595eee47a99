import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newRow } from '#lib/changes/row';
import { asked } from '#lib/changes/test-kit';
import { log } from '#lib/log';
import { changes } from '#lib/store/ledger-schema';
import { memoryStore } from '#lib/store/test-memory';
import { postgresLedger } from './ledger.ts';

test('lists what it can read beside a change of a newer release, and says what it left out', async () => {
  const warn = vi.spyOn(log, 'warn').mockReturnValue();
  const store = await memoryStore();
  onTestFinished(async () => {
    warn.mockRestore();
    await store.close();
  });
  const ledger = postgresLedger(store, 'AzureCloud');
  const parked = { state: 'needs-sign-in' } as const;
  const record = () => ledger.insert({ ...newRow(randomUUID(), asked(), [], 0), ...parked });
  const [ours, theirs] = [await record(), await record()];
  const intents = JSON.stringify([{ do: 'of-a-newer-release' }]);
  await store.db
    .update(changes)
    .set({ asked: sql`jsonb_set(asked, '{intents}', ${intents}::jsonb)` })
    .where(eq(changes.id, theirs.id));

  for (const list of [await ledger.onCluster(ours.clusterKey, 10), await ledger.parkedSince(1)]) {
    expect(list.map(({ id }) => id)).toEqual([ours.id]);
  }
  expect(warn).toHaveBeenCalledWith(
    { err: expect.any(Error), change: theirs.id },
    'a change of another release was left out',
  );
});
