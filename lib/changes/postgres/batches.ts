import { and, desc, eq, getTableColumns, inArray, ne, not, notInArray, sql } from 'drizzle-orm';
import { badEndings } from '#lib/changes/batch/decide';
import type { BatchesPart, BatchPart, BatchStore } from '#lib/changes/batch/ports';
import { unlisted } from '#lib/changes/batch/row';
import { type ChangeState, changeStates } from '#lib/changes/shown/states';
import type { Database } from '#lib/store/database';
import { batches, changes } from '#lib/store/ledger-schema';
import type { Store } from '#lib/store/store';
import { countsOf, isRetried, progressOfBatch } from './batch-counts.ts';
import { resultsOfBatch } from './batch-results.ts';
import { cancelHeld, saveBatch } from './batch-save.ts';
import { countCarriedOut, sentByBatch, undosOf } from './batch-sent.ts';
import { workOfBatch } from './batch-work.ts';
import {
  batchColumns,
  batchFromTable,
  isId,
  legible,
  listedFromTable,
  readableBatches,
} from './rows.ts';
import { storing } from './storing.ts';

/** The batches of the ledger in PostgreSQL, for the clusters of one cloud. */
export function postgresBatches(store: Store, cloud: string): BatchStore {
  const { db } = store;
  return {
    insertBatch: async (batch) => {
      const { id, grantId } = batch;
      const fixed = { id, cloud, grantId, createdAt: new Date(batch.createdAt) };
      await storing(db.insert(batches).values({ ...fixed, ...batchColumns(batch) }));
    },
    findBatch: async (id) => {
      if (!isId(id)) return undefined;
      const [row] = await db.select().from(batches).where(eq(batches.id, id));
      return row && readableBatches([row], batchFromTable)[0];
    },
    ownerOfBatch: async (id) => {
      if (!isId(id)) return undefined;
      const { grantId } = batches;
      const [row] = await db.select({ grantId }).from(batches).where(eq(batches.id, id));
      return row?.grantId;
    },
    batchesOf: (grantId, part) => batchesOf(store, cloud, grantId, part),
    countBatches: (grantId) => countBatches(store, cloud, grantId),
    runningBatches: async () => {
      const running = and(eq(batches.cloud, cloud), eq(batches.state, 'running'));
      return (await db.select({ id: batches.id }).from(batches).where(running)).map(({ id }) => id);
    },
    resultsOfBatch: (id, part) => resultsOfBatch(db, id, part),
    placesOfBatch: (id, part) => placesOfBatch(db, id, part),
    clustersOfBatch: async (id) => {
      const { batchId, clusterKey } = changes;
      const rows = await db.selectDistinct({ clusterKey }).from(changes).where(eq(batchId, id));
      return rows.map((row) => row.clusterKey);
    },
    undosOf: (batch) => undosOf(db, cloud, batch),
    sentByBatch: (id, part) => sentByBatch(db, id, part),
    countCarriedOut: (id, undos) => countCarriedOut(db, id, undos),
    progressOfBatch: (id) => progressOfBatch(db, id),
    workOfBatch: (id, now, limit) => workOfBatch(db, id, now, limit),
    saveBatch: (batch, rows) => storing(saveBatch(store, cloud, batch, rows)),
    cancelHeld: (of, now) => storing(cancelHeld(db, of, now)),
  };
}

/** In one of these states. As it is counted, what is in a state that only a newer release knows is under way. */
function isIn(states: readonly ChangeState[]) {
  const others = changeStates.filter((state) => !states.includes(state));
  return states.includes('applying')
    ? notInArray(changes.state, others)
    : inArray(changes.state, [...states]);
}

async function placesOfBatch(db: Database, id: string, { states, limit, offset = 0 }: BatchPart) {
  const { batchId, batchPlace, state } = changes;
  const order = [sql`array_position(${sql.param(states)}::text[], ${state})`, batchPlace];
  const isMeant = and(eq(batchId, id), isIn(states));
  const isBad = inArray(state, [...badEndings]);
  // The rows themselves are read for one page alone: the others only give their place in the order.
  const page = db
    .select({ id: changes.id })
    .from(changes)
    .where(and(isMeant, not(sql`(${isBad} and ${isRetried})`)))
    .orderBy(...order)
    .offset(offset);
  const ids = limit === undefined ? page : page.limit(limit);
  const rows = db.select().from(changes).where(inArray(changes.id, ids));
  return legible(await rows.orderBy(...order));
}

async function batchesOf(
  { db }: Store,
  cloud: string,
  grantId: string,
  { started, limit, offset = 0 }: BatchesPart,
) {
  const { state, createdAt, id } = batches;
  const isMeant = started ? ne(state, 'draft') : eq(state, 'draft');
  const page = db
    .select({
      ...getTableColumns(batches),
      draft: sql<unknown>`${batches.draft} - ${sql.param(unlisted)}::text[]`,
    })
    .from(batches)
    .where(and(eq(batches.cloud, cloud), eq(batches.grantId, grantId), isMeant))
    .orderBy(desc(createdAt), id)
    .offset(offset);
  const mine = await (limit === undefined ? page : page.limit(limit));
  const counts = await countsOf(
    db,
    mine.map((row) => row.id),
  );
  return readableBatches(mine, listedFromTable).map((batch) => ({
    batch,
    counts: counts.get(batch.id) ?? {},
  }));
}

async function countBatches({ db }: Store, cloud: string, grantId: string) {
  const isDraft = sql`${batches.state} = 'draft'`;
  const [counted] = await db
    .select({
      started: sql<number>`(count(*) filter (where not ${isDraft}))::int`,
      drafts: sql<number>`(count(*) filter (where ${isDraft}))::int`,
    })
    .from(batches)
    .where(and(eq(batches.cloud, cloud), eq(batches.grantId, grantId)));
  return counted ?? { started: 0, drafts: 0 };
}
