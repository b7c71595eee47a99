import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { failureSchema } from '#lib/failure';
import { batches, changes } from '#lib/store/ledger-schema';
import type { Store } from '#lib/store/store';
import { changeStates } from './change.ts';
import type { BatchStore } from './ports.ts';
import { saveBatch } from './postgres-batch-save.ts';
import { batchColumns, batchFromTable, fromTable } from './postgres-rows.ts';
import { stateWords } from './words.ts';

const ended = changeStates.filter((state) => stateWords[state].ends);

/** The batches of the ledger in PostgreSQL, for the clusters of one cloud. */
export function postgresBatches(store: Store, cloud: string): BatchStore {
  const { db } = store;
  return {
    insertBatch: async (batch) => {
      const { id, grantId } = batch;
      const fixed = { id, cloud, grantId, createdAt: new Date(batch.createdAt) };
      await db.insert(batches).values({ ...fixed, ...batchColumns(batch) });
    },
    findBatch: async (id) => {
      const [row] = await db.select().from(batches).where(eq(batches.id, id));
      return row && batchFromTable(row);
    },
    batchesOf: (grantId, limit) => batchesOf(store, cloud, grantId, limit),
    runningBatches: async () => {
      const running = and(eq(batches.cloud, cloud), eq(batches.state, 'running'));
      return (await db.select({ id: batches.id }).from(batches).where(running)).map(({ id }) => id);
    },
    changesOfBatch: async (id) => {
      const rows = db
        .selectDistinctOn([changes.batchPlace])
        .from(changes)
        .where(eq(changes.batchId, id));
      return (await rows.orderBy(changes.batchPlace, desc(changes.seq))).map(fromTable);
    },
    placesOfBatch: async (id) => {
      const { batchPlace, state } = changes;
      const failure = sql<unknown>`${changes.life} -> 'failure'`;
      const rows = db
        .selectDistinctOn([batchPlace], { id: changes.id, place: batchPlace, state, failure })
        .from(changes)
        .where(eq(changes.batchId, id));
      return z.array(placeSchema).parse(await rows.orderBy(batchPlace, desc(changes.seq)));
    },
    findAll: async (ids) => {
      const rows = db
        .select()
        .from(changes)
        .where(inArray(changes.id, [...ids]));
      return (await rows).map(fromTable);
    },
    saveBatch: (batch, rows) => saveBatch(store, cloud, batch, rows),
  };
}

const placeSchema = z.object({
  id: z.string(),
  place: z.number(),
  state: z.enum(changeStates),
  failure: failureSchema.nullable().transform((failure) => failure ?? undefined),
});

async function batchesOf({ db }: Store, cloud: string, grantId: string, limit: number) {
  const mine = await db
    .select()
    .from(batches)
    .where(and(eq(batches.cloud, cloud), eq(batches.grantId, grantId)))
    .orderBy(desc(batches.createdAt))
    .limit(limit);
  const ids = mine.map(({ id }) => id);
  const newest = db
    .selectDistinctOn([changes.batchId, changes.batchPlace], {
      batchId: changes.batchId,
      state: changes.state,
    })
    .from(changes)
    .where(inArray(changes.batchId, ids))
    .orderBy(changes.batchId, changes.batchPlace, desc(changes.seq))
    .as('newest');
  const counts = await db
    .select({
      id: newest.batchId,
      total: sql<number>`count(*)::int`,
      ended: sql<number>`(count(*) filter (where ${inArray(newest.state, ended)}))::int`,
    })
    .from(newest)
    .groupBy(newest.batchId);
  return mine.map((row) => {
    const { total, ended } = counts.find(({ id }) => id === row.id) ?? { total: 0, ended: 0 };
    return { batch: batchFromTable(row), total, ended };
  });
}
