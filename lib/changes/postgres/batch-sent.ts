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
 * Neither one of these undos nor the undo of that very change has been carried out at the cluster since. Asked
 * of each place by its cluster: where PostgreSQL may choose, it looks at all undos for every place, before it has
 * counted them. So these are no `exists`, and the batch is told by its text, which no index has.
 */
function stands(undos: readonly BatchUndo[]): SQL {
  const ids = sql`${sql.param(undos.map(({ id }) => id))}::text[]`;
  const isUndo = sql`undo.batch_id::text = any(${ids}) or undo.grant_id = changes.grant_id
    and undo.idempotency_key like ${undoKeyStart}::text || changes.id || '%'`;
  return sql`(select count(*) from changes as undo
    where undo.cloud = changes.cloud and undo.cluster_key = changes.cluster_key
      and undo.seq > changes.seq and undo.state = any(${sql.param(provingStates)}::text[])
      and (${isUndo})) = 0`;
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

/**
 * Sent, and carried out as far as anybody knows. Of what was cancelled: Azure had refused it, and nobody has
 * looked soon after that whether a copy of it had landed.
 */
function mayBeDone(row: SQL): SQL {
  return sql`${row}.last_put_at is not null and (${row}.state = any(${sql.param(maybeSent)}::text[])
    or ${row}.state = 'cancelled' and ${row}.life -> 'sent' is not null)`;
}

/** Of its place nothing was sent later. */
const isLast = sql`not exists (select from changes as later
  where later.batch_id = changes.batch_id and later.batch_place = changes.batch_place
    and later.seq > changes.seq and ${mayBeDone(sql`later`)})`;

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
      select batch_place, cluster_key, state, life from changes
      where batch_id = ${id} and batch_place > ${after} and ${mayBeDone(sql`changes`)}
        and ${isLast} and ${stands(undos)}
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
