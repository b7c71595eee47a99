import { and, desc, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { BatchResult, ResultsPart } from '#lib/changes/batch/ports';
import type { Database } from '#lib/store/database';
import { changes } from '#lib/store/ledger-schema';
import { readable } from './rows.ts';

const lengthSchema = z
  .number()
  .nullable()
  .transform((length) => length ?? undefined);

/**
 * See `BatchStore.resultsOfBatch`. Lists are counted where they lie: to read five for each change only to
 * know how long they are takes most of a file's time.
 */
export async function resultsOfBatch(
  db: Database,
  id: string,
  { after, limit }: ResultsPart,
): Promise<readonly BatchResult[]> {
  const lengthOf = (list: string) =>
    sql<unknown>`jsonb_array_length(whole.life -> ${sql.raw(`'${list}'`)})`;
  const rows = await db
    .selectDistinctOn([changes.batchPlace], {
      ...getTableColumns(changes),
      life: sql<unknown>`case when ${listsTell} then whole.life
        else whole.life - '{before,after,landed,sent}'::text[] end`,
      before: lengthOf('before'),
      sent: lengthOf('after'),
      landed: lengthOf('landed'),
    })
    .from(changes)
    .innerJoin(unpacked, sql`true`)
    .where(and(eq(changes.batchId, id), gt(changes.batchPlace, after)))
    .orderBy(changes.batchPlace, desc(changes.seq))
    .limit(limit);
  const read = new Map(readable(rows).map((row) => [row.id, row]));
  return rows.map(({ before, sent, landed, id: change, clusterKey, batchPlace }) => ({
    place: batchPlace ?? 0,
    clusterKey,
    row: read.get(change),
    before: lengthSchema.parse(before),
    after: lengthSchema.parse(landed) ?? lengthSchema.parse(sent),
  }));
}

/** Once for all that is asked of it: where a row is kept, it lies in pieces and compressed. */
const unpacked = sql`lateral (select ${changes.life} || '{}' as life offset 0) as whole`;

/** Whether words about a change need its lists: what landed is not what was sent, or nobody knows, or Azure denied it. */
const listsTell = sql`(${changes.state} in ('outcome-unknown', 'refused', 'cancelled')
  or whole.life -> 'landed' <> whole.life -> 'sent' -> 'target')`;
