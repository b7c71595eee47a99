import { and, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { maybeSent, provingStates } from '#lib/changes/batch/decide';
import type { BatchStore, BatchUndo, SentPlace } from '#lib/changes/batch/ports';
import { undoKeyStart } from '#lib/changes/undo-key';
import type { Database } from '#lib/store/database';
import { batches, changes } from '#lib/store/ledger-schema';

const undosSchema = z.array(z.object({ id: z.string(), startedAt: z.number() }));

/** See `BatchStore.undosOf`. Of plans, which may name ten thousand clusters, none is unpacked. */
export async function undosOf(
  db: Database,
  cloud: string,
  { id, grantId }: Parameters<BatchStore['undosOf']>[0],
): Promise<readonly BatchUndo[]> {
  const { state, draft, startedAt } = batches;
  const isUndo = sql`case when ${state} <> 'draft' then ${draft} #>> '{undoes,batch}' end = ${id}`;
  const rows = await db
    .select({ id: batches.id, startedAt })
    .from(batches)
    .where(and(eq(batches.cloud, cloud), eq(batches.grantId, grantId), isUndo))
    .orderBy(startedAt);
  return undosSchema.parse(rows.map((row) => ({ ...row, startedAt: row.startedAt?.getTime() })));
}

/**
 * Neither one of these undos nor the undo of that very change has been carried out at the cluster since. Each
 * `not exists` stands by itself: of both in one, PostgreSQL would look at all undos for every place.
 */
function stands(undos: readonly BatchUndo[]): SQL {
  const ids = sql`${sql.param(undos.map(({ id }) => id))}::uuid[]`;
  const since = sql`undo.cloud = changes.cloud and undo.cluster_key = changes.cluster_key
    and undo.seq > changes.seq and undo.state = any(${sql.param(provingStates)}::text[])`;
  return sql`not exists (select from changes as undo where ${since} and undo.batch_id = any(${ids}))
    and not exists (select from changes as undo where ${since} and undo.grant_id = changes.grant_id
      and undo.idempotency_key like ${undoKeyStart}::text || changes.id || '%')`;
}

/** See `BatchStore.countCarriedOut`. */
export function countCarriedOut(
  db: Database,
  id: string,
  undos: readonly BatchUndo[],
): Promise<number> {
  const { batchId, state, lastPutAt } = changes;
  const carriedOut = and(inArray(state, [...provingStates]), isNotNull(lastPutAt));
  return db.$count(changes, and(eq(batchId, id), carriedOut, stands(undos)));
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
    .transform(
      ({ place, clusterKey, isKnown, resourceUid, before, after }): SentPlace => ({
        place,
        clusterKey,
        resourceUid: resourceUid ?? undefined,
        did: isKnown && before && after ? { before, after } : undefined,
      }),
    ),
);

/** Azure had refused what was sent, and nobody has looked soon after that whether a copy of it had landed. */
const isDenied = sql`state = 'cancelled' and life -> 'sent' is not null`;

/**
 * See `BatchStore.sentByBatch`. What was tried again may have been carried out the first time: then the
 * second found it so, and sent nothing. Where both sent something, the second found that the first had done
 * nothing. What was sent and then found so may have been its doing or not. Rows are chosen before they are
 * unpacked, which takes most of the time.
 */
export async function sentByBatch(
  db: Database,
  id: string,
  { after, limit, undos }: Parameters<BatchStore['sentByBatch']>[1],
): Promise<readonly SentPlace[]> {
  const { rows } = await db.execute(sql`
    with sent as materialized (
      select batch_place, cluster_key, state, life from (
        select distinct on (batch_place) * from changes
        where batch_id = ${id} and batch_place > ${after} and last_put_at is not null
          and (state = any(${sql.param(maybeSent)}::text[]) or ${isDenied})
        order by batch_place, seq desc) as changes
      where ${stands(undos)}
      order by batch_place
      limit ${limit})
    select batch_place as place, cluster_key as "clusterKey",
      state = any(${sql.param(provingStates)}::text[]) and "alreadySo" is not true as "isKnown",
      "resourceUid", before, after
    from sent cross join lateral jsonb_to_record(life) as lived(
      "resourceUid" text, before jsonb, after jsonb, "alreadySo" boolean)
    order by batch_place`);
  return sentSchema.parse(rows);
}
