import { and, desc, eq, getTableColumns, gt, inArray, isNull, ne, not, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { BatchesPart, BatchPart, BatchStore, BatchWork } from '#lib/changes/batch-ports';
import type { BatchPlace } from '#lib/changes/batch-row';
import { badEndings, provingStates } from '#lib/changes/decide-batch';
import { type ChangeState, changeStates } from '#lib/changes/shown/change';
import { isAtWork, stateWords } from '#lib/changes/shown/words';
import { failureSchema } from '#lib/failure';
import type { Database } from '#lib/store/database';
import { batches, changes } from '#lib/store/ledger-schema';
import type { Store } from '#lib/store/store';
import { countsOf, isRetried, progressOfBatch } from './batch-counts.ts';
import { resultsOfBatch } from './batch-results.ts';
import { cancelHeld, saveBatch } from './batch-save.ts';
import { batchColumns, batchFromTable, fromTable, legible, listedFromTable } from './rows.ts';
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
      const [row] = await db.select().from(batches).where(eq(batches.id, id));
      return row && batchFromTable(row);
    },
    batchesOf: (grantId, part) => batchesOf(store, cloud, grantId, part),
    countBatches: (grantId) => countBatches(store, cloud, grantId),
    runningBatches: async () => {
      const running = and(eq(batches.cloud, cloud), eq(batches.state, 'running'));
      return (await db.select({ id: batches.id }).from(batches).where(running)).map(({ id }) => id);
    },
    resultsOfBatch: (id, part) => resultsOfBatch(db, id, part),
    placesOfBatch: (id, part) => placesOfBatch(db, id, part),
    progressOfBatch: (id) => progressOfBatch(db, id),
    workOfBatch: (id, now, limit) => workOfBatch(db, id, now, limit),
    saveBatch: (batch, rows) => storing(saveBatch(store, cloud, batch, rows)),
    cancelHeld: (of, now) => storing(cancelHeld(db, of, now)),
  };
}

async function placesOfBatch(db: Database, id: string, { states, limit, offset = 0 }: BatchPart) {
  const { batchId, batchPlace, state } = changes;
  const order = [sql`array_position(${sql.param(states)}::text[], ${state})`, batchPlace];
  const isMeant = and(eq(batchId, id), inArray(state, [...states]));
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

const placeSchema = z.object({
  id: z.string(),
  place: z.number(),
  state: z.enum(changeStates),
  failure: failureSchema.nullable().transform((failure) => failure ?? undefined),
});

/** What it reads does not grow with the batch: what has ended well is only asked whether there is any. */
async function workOfBatch(
  db: Database,
  id: string,
  now: number,
  limit: number,
): Promise<BatchWork> {
  const among = (states: readonly ChangeState[]) =>
    and(eq(changes.batchId, id), inArray(changes.state, [...states]));
  const countOf = (states: readonly ChangeState[]) =>
    sql<number>`(select count(*)::int from ${changes} where ${among(states)})`;
  const carriedOut = and(among(provingStates), sql`${changes.life} ->> 'alreadySo' is null`);
  const isLater = gt(changes.wakeAt, new Date(now));
  const [[figures], next, bad] = await Promise.all([
    db
      .select({
        atWork: countOf(changeStates.filter(isAtWork)),
        later: sql<number>`(select count(*)::int from ${changes} where ${and(among(['held']), isLater)})`,
        parked: countOf(changeStates.filter((state) => stateWords[state].parked)),
        signIn: sql<boolean>`exists (select from ${changes} where ${among(['needs-sign-in'])})`,
        proven: sql<boolean>`exists (select from ${changes} where ${carriedOut})`,
      })
      .from(sql`(select 1) as one`),
    db
      .select()
      .from(changes)
      .where(and(among(['held']), or(isNull(changes.wakeAt), not(isLater))))
      .orderBy(sql`${changes.wakeAt} is not null`, changes.batchPlace)
      .limit(limit),
    badPlaces(db, id),
  ]);
  const { atWork = 0, later = 0, parked = 0, signIn = false, proven = false } = figures ?? {};
  return { atWork, later, parked, signIn, proven, next: next.map(fromTable), bad };
}

async function badPlaces(db: Database, id: string): Promise<readonly BatchPlace[]> {
  const { batchPlace: place, state } = changes;
  const failure = sql<unknown>`${changes.life} -> 'failure'`;
  const rows = db
    .select({ id: changes.id, place, state, failure })
    .from(changes)
    .where(and(eq(changes.batchId, id), inArray(state, [...badEndings]), not(isRetried)));
  return z.array(placeSchema).parse(await rows.orderBy(place));
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
    .select({ ...getTableColumns(batches), draft: sql<unknown>`${batches.draft} - 'clusters'` })
    .from(batches)
    .where(and(eq(batches.cloud, cloud), eq(batches.grantId, grantId), isMeant))
    .orderBy(desc(createdAt), id)
    .offset(offset);
  const mine = await (limit === undefined ? page : page.limit(limit));
  const counts = await countsOf(
    db,
    mine.map((row) => row.id),
  );
  return mine.map((row) => ({ batch: listedFromTable(row), counts: counts.get(row.id) ?? {} }));
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
