import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { changeStates } from '#lib/changes/change';
import type { Unfinished } from '#lib/changes/ports';
import type { ChangeRow } from '#lib/changes/row';
import { stateWords } from '#lib/changes/words';
import type { Database } from '#lib/store/database';
import { changes } from '#lib/store/ledger-schema';
import { fromTable } from './rows.ts';

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
