import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Database } from '#lib/store/database';
import { changes } from '#lib/store/ledger-schema';
import { changeStates } from './change.ts';
import type { Unfinished } from './ports.ts';
import { fromTable } from './postgres-rows.ts';
import type { ChangeRow } from './row.ts';
import { stateWords } from './words.ts';

const unfinished = changeStates.filter((state) => !stateWords[state].ends);

/** See `LedgerStore.unfinishedOf`. */
export async function unfinishedOf(
  db: Database,
  grantId: string,
  { state, alone = false, limit }: Unfinished = {},
): Promise<readonly ChangeRow[]> {
  const mine = and(
    eq(changes.grantId, grantId),
    inArray(changes.state, state === undefined ? unfinished : [state]),
    alone ? isNull(changes.batchId) : undefined,
  );
  const rows = db.select().from(changes).where(mine).orderBy(asc(changes.seq));
  return (await (limit === undefined ? rows : rows.limit(limit))).map(fromTable);
}
