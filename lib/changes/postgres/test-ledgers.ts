import { afterAll, beforeAll } from 'vitest';
import type { LedgerStore } from '#lib/changes/ports';
import { memoryLedger } from '#lib/changes/test-memory-ledger';
import { openStore, type Store } from '#lib/store/store';
import { memoryStore } from '#lib/store/test-memory';
import { freshDatabase } from '#lib/store/test-server';
import { postgresLedger } from './ledger.ts';

/**
 * For tests: every place a ledger can be kept, with its name. The model is tested over memory, so memory
 * must keep the same rules. Opens the stores of the test file before its tests, and closes them after.
 */
export function everyLedger(): readonly [string, () => LedgerStore][] {
  let pglite: Store;
  let server: Store;
  beforeAll(async () => {
    pglite = await memoryStore();
    server = await openStore({ databaseUrl: await freshDatabase() });
  }, 60_000);
  afterAll(async () => {
    await pglite.close();
    await server.close();
  });
  return [
    ['PGlite', () => postgresLedger(pglite, 'AzureCloud')],
    ['PostgreSQL', () => postgresLedger(server, 'AzureCloud')],
    ['memory', memoryLedger],
  ];
}
