import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ResultsPart, SentPlace } from '#lib/changes/batch-ports';
import { maybeSent, provingStates } from '#lib/changes/decide-batch';
import type { Database } from '#lib/store/database';
import { changes } from '#lib/store/ledger-schema';

/** See `BatchStore.countCarriedOut`. */
export function countCarriedOut(db: Database, id: string): Promise<number> {
  const { batchId, state, lastPutAt } = changes;
  const carriedOut = inArray(state, [...provingStates]);
  return db.$count(changes, and(eq(batchId, id), carriedOut, isNotNull(lastPutAt)));
}

const list = z.array(z.string()).nullable();

const sentSchema = z.array(
  z
    .object({
      place: z.number(),
      clusterKey: z.string(),
      isKnown: z.boolean(),
      resourceUid: z.string().nullable(),
      before: list,
      after: list,
    })
    .transform(({ place, clusterKey, isKnown, resourceUid, before, after }): SentPlace => {
      const sent = { place, clusterKey, resourceUid: resourceUid ?? undefined };
      return isKnown && before && after ? { ...sent, did: { before, after } } : sent;
    }),
);

/**
 * See `BatchStore.sentByBatch`. What was tried again may have been carried out the first time: then the
 * second found it so, and sent nothing. Rows are chosen before they are unpacked, which takes most of the time.
 */
export async function sentByBatch(
  db: Database,
  id: string,
  { after, limit }: ResultsPart,
): Promise<readonly SentPlace[]> {
  const { rows } = await db.execute(sql`
    with sent as materialized (
      select batch_place, seq, cluster_key, state, life from changes
      where batch_id = ${id} and batch_place > ${after} and last_put_at is not null
        and state = any(${sql.param(maybeSent)}::text[])
      order by batch_place, seq desc
      limit ${limit})
    select distinct on (batch_place) batch_place as place, cluster_key as "clusterKey",
      state = any(${sql.param(provingStates)}::text[]) as "isKnown", "resourceUid", before, after
    from sent cross join lateral jsonb_to_record(life) as lived(
      "resourceUid" text, before jsonb, after jsonb)
    order by batch_place, seq desc`);
  return sentSchema.parse(rows);
}
