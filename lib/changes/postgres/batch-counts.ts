import { and, eq, inArray, isNotNull, max, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { badEndings, waitingStates } from '#lib/changes/batch/decide';
import type { BatchProgress } from '#lib/changes/batch/ports';
import { pacePlaces, type StateCounts } from '#lib/changes/shown/batch-outcomes';
import { type ChangeState, changeStates } from '#lib/changes/shown/states';
import type { Database } from '#lib/store/database';
import { changes } from '#lib/store/ledger-schema';

/**
 * A condition: the change was tried again, so that a newer one has its place in the batch. Only what ended
 * badly can be.
 */
export const isRetried = sql`exists (select from changes as later
  where later.batch_id = ${changes.batchId} and later.batch_place = ${changes.batchPlace}
  and later.seq > ${changes.seq})`;

/** See `BatchStore.progressOfBatch`. */
export async function progressOfBatch(db: Database, id: string): Promise<BatchProgress> {
  const [counts, usualMs, waitsUntil] = await Promise.all([
    countsOf(db, [id]),
    usualMsOf(db, id),
    waitsUntilOf(db, id),
  ]);
  return { counts: counts.get(id) ?? {}, usualMs, waitsUntil };
}

/** A state that only a newer release knows counts as under way. */
const countedSchema = z.array(
  z.object({
    id: z.string(),
    state: z.enum(changeStates).catch('applying'),
    count: z.coerce.number(),
  }),
);

/** How many places of each of these batches are in each state; by an index alone, but for what was tried again. */
export async function countsOf(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StateCounts>> {
  const { batchId: id, state } = changes;
  const here = inArray(id, [...ids]);
  const all = db
    .select({ id, state, count: sql<number>`count(*)`.as('count') })
    .from(changes)
    .where(here)
    .groupBy(id, state);
  const retried = db
    .select({ id, state, count: sql<number>`-count(*)`.as('count') })
    .from(changes)
    .where(and(here, inArray(state, [...badEndings]), isRetried))
    .groupBy(id, state);
  const counts = new Map<string, Partial<Record<ChangeState, number>>>();
  for (const row of countedSchema.parse(await unionAll(all, retried))) {
    const those = counts.get(row.id) ?? {};
    counts.set(row.id, those);
    those[row.state] = (those[row.state] ?? 0) + row.count;
  }
  return counts;
}

/** Of those that had something sent: what was already so is done at once, and says nothing about the others. */
async function usualMsOf(db: Database, id: string): Promise<number | undefined> {
  const took = db
    .select({
      ms: sql<number>`extract(epoch from ${changes.stateSince}) * 1000
        - (${changes.life} ->> 'wantedSince')::float8`.as('ms'),
    })
    .from(changes)
    .where(and(eq(changes.batchId, id), eq(changes.state, 'done'), isNotNull(changes.lastPutAt)))
    .orderBy(sql`${changes.batchPlace} desc`)
    .limit(pacePlaces)
    .as('took');
  const [usual] = await db.select({ ms: sql<number | null>`avg(${took.ms})::float8` }).from(took);
  return usual?.ms ?? undefined;
}

async function waitsUntilOf(db: Database, id: string): Promise<number | undefined> {
  const { batchId, state, wakeAt } = changes;
  const [last] = await db
    .select({ at: max(wakeAt) })
    .from(changes)
    .where(and(eq(batchId, id), inArray(state, [...waitingStates])));
  return last?.at?.getTime();
}
