import {
  and,
  asc,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  not,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { z } from 'zod';
import type { Landed, LedgerStore, Unfinished } from '#lib/changes/ports';
import type { ChangeRow } from '#lib/changes/row';
import { mayHaveLanded } from '#lib/changes/shown/effects';
import { changeStates } from '#lib/changes/shown/states';
import { isAtWork, isIdle, stateWords } from '#lib/changes/shown/words';
import type { Database } from '#lib/store/database';
import { batches, changes, leases } from '#lib/store/ledger-schema';
import { oncePer, unnamed } from '#lib/store/once-per';
import type { Store } from '#lib/store/store';
import { postgresBatches } from './batches.ts';
import { postgresFleet } from './fleet.ts';
import { postgresLeases } from './leases.ts';
import { isId, legible, readable } from './rows.ts';
import { insertAll, listen, save } from './save.ts';
import { storing } from './storing.ts';

const ended = changeStates.filter((state) => stateWords[state].ends);
const idle = changeStates.filter(isIdle);
const working = changeStates.filter(isAtWork);
// What is in no state that this release knows may be under way.
const resting = changeStates.filter((state) => !isAtWork(state));
/** What is held by no batch waits for its time; what should have begun then and asks its author is looked at again. */
const scheduled = and(
  isNull(changes.batchId),
  or(
    eq(changes.state, 'held'),
    and(eq(changes.state, 'needs-confirmation'), isNotNull(changes.wakeAt)),
  ),
);
const parked = changeStates.filter((state) => stateWords[state].parked);
const unfinished = changeStates.filter((state) => !stateWords[state].ends);

/** The ledger in PostgreSQL, for the clusters of one cloud. */
export function postgresLedger(store: Store, cloud: string): LedgerStore {
  const { db } = store;
  const here = (clusterKey: string) =>
    and(eq(changes.cloud, cloud), eq(changes.clusterKey, clusterKey));

  return {
    ...postgresFleet(db, cloud),
    ...postgresBatches(store, cloud),
    ...postgresLeases(db, cloud),
    insert: (row, along) => storing(insertAll(store, cloud, row, along)),
    save: (rows, hold) => storing(save(store, cloud, rows, hold)),
    find: async (id) => {
      const [row] = isId(id) ? await found(db).execute({ id }) : [];
      return row && readable([row])[0];
    },
    onCluster: async (clusterKey, limit) => {
      const rows = db.select().from(changes).where(here(clusterKey));
      return readable(await rows.orderBy(desc(changes.seq)).limit(limit));
    },
    doneOf: async (clusterKey, grantId, limit) => {
      const done = and(here(clusterKey), eq(changes.grantId, grantId), eq(changes.state, 'done'));
      const rows = db.select().from(changes).where(done);
      return readable(await rows.orderBy(desc(changes.seq)).limit(limit));
    },
    movedSince: async (clusterKey, since) => {
      const moved = and(here(clusterKey), gte(changes.stateSince, new Date(since)));
      return legible(await db.select().from(changes).where(moved));
    },
    landedSince: (since, grantId) => landedSince(db, cloud, since, grantId),
    askedFor: async (clusterKey, range) => {
      const asked = and(here(clusterKey), asksForRange(range));
      return legible(await db.select().from(changes).where(asked));
    },
    parkedOf: (grantId, limit) => parkedOf(db, grantId, limit),
    unfinishedOf: (grantId, some) => unfinishedOf(db, grantId, some),
    grantsAtWork: async () => {
      const atWork = notInArray(changes.state, ended);
      const grants = db.selectDistinct({ grantId: changes.grantId }).from(changes).where(atWork);
      return (await grants).map(({ grantId }) => grantId);
    },
    queue: async (clusterKey) => legible(await queued(db).execute({ cloud, clusterKey })),
    putsSince: async (clusterKey, since) => {
      const rows = await sentSince(db).execute({ cloud, clusterKey, since: new Date(since) });
      const puts = putsSchema.parse(rows).flatMap((row) => row.puts);
      return puts.filter((put) => put >= since);
    },
    due: (by) => due(db, cloud, by),
    parkedSince: async (before) => {
      const old = and(inArray(changes.state, idle), lt(changes.stateSince, new Date(before)));
      return readable(await db.select().from(changes).where(old));
    },
    purge: (endedBefore) => purge(db, endedBefore),
    listen: (...ears) => listen(store, ...ears),
  };
}

const { placeholder } = sql;
const onCluster = and(
  eq(changes.cloud, placeholder('cloud')),
  eq(changes.clusterKey, placeholder('clusterKey')),
);

const found = oncePer((db) =>
  db
    .select()
    .from(changes)
    .where(eq(changes.id, placeholder('id')))
    .prepare(unnamed),
);

const queued = oncePer((db) =>
  db
    .select()
    .from(changes)
    .where(and(onCluster, or(notInArray(changes.state, resting), scheduled)))
    .orderBy(asc(changes.seq))
    .prepare(unnamed),
);

const sentSince = oncePer((db) =>
  db
    .select({ puts: sql`${changes.life} -> 'puts'` })
    .from(changes)
    .where(and(onCluster, gte(changes.lastPutAt, placeholder('since'))))
    .prepare(unnamed),
);

const putsSchema = z.array(z.object({ puts: z.array(z.number()) }));

async function unfinishedOf(
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
  return readable(await (limit === undefined ? rows : rows.limit(limit)));
}

async function parkedOf(db: Database, grant: string, limit: number): Promise<readonly ChangeRow[]> {
  const { id, batchId, grantId, state, seq } = changes;
  const act = sql`coalesce(${batchId}, ${id})`;
  const first = db
    .selectDistinctOn([act], { id })
    .from(changes)
    .where(and(eq(grantId, grant), inArray(state, parked)))
    .orderBy(act, asc(seq));
  const rows = db.select().from(changes).where(inArray(id, first));
  return readable(await rows.orderBy(asc(seq)).limit(limit));
}

async function landedSince(
  db: Database,
  cloud: string,
  since: number,
  grantId: string,
): Promise<readonly Landed[]> {
  const isOwn = and(eq(changes.grantId, grantId), inArray(changes.state, ended));
  const moment = (latest: SQL) => sql<number | null>`extract(epoch from ${latest})::float8 * 1000`;
  const rows = await db
    .select({
      clusterKey: changes.clusterKey,
      at: moment(sql`max(${changes.stateSince})`),
      ownAt: moment(sql`max(${changes.stateSince}) filter (where ${isOwn})`),
    })
    .from(changes)
    .where(
      and(
        eq(changes.cloud, cloud),
        inArray(changes.state, [...mayHaveLanded]),
        gte(changes.stateSince, new Date(since)),
      ),
    )
    .groupBy(changes.clusterKey);
  return rows.map(({ clusterKey, at, ownAt }) => ({
    clusterKey,
    at: Math.round(at ?? 0),
    ownAt: ownAt === null ? undefined : Math.round(ownAt),
  }));
}

async function purge(db: Database, endedBefore: number): Promise<number> {
  const before = new Date(endedBefore);
  await db.delete(leases).where(lt(leases.expiresAt, before));
  const old = and(inArray(changes.state, ended), lt(changes.stateSince, before));
  const { length } = await db.delete(changes).where(old).returning({ id: changes.id });
  const left = sql`exists (select from ${changes} where ${changes.batchId} = ${batches.id})`;
  await db.delete(batches).where(and(lt(batches.createdAt, before), not(left)));
  return length;
}

/** Every intent that wants this range in the list, as far as it matters for that. */
function intentsThatWant(range: string) {
  return [
    { do: 'add', range },
    { do: 'restrict', ranges: [range] },
    { do: 'put-back', entry: range },
    { do: 'put-back', entry: range.replace(/\/32$/, '') },
  ];
}

function asksForRange(range: string): SQL | undefined {
  return or(...intentsThatWant(range).map(asksFor));
}

function asksFor(intent: object): SQL {
  return sql`${changes.asked} @> ${JSON.stringify({ intents: [intent] })}::jsonb`;
}

async function due(db: Database, cloud: string, by: number): Promise<readonly string[]> {
  const moment = new Date(by).toISOString();
  const rows = await db
    .selectDistinct({ clusterKey: changes.clusterKey })
    .from(changes)
    .where(
      and(
        eq(changes.cloud, cloud),
        or(inArray(changes.state, working), scheduled),
        sql`coalesce(${changes.wakeAt}, '-infinity') <= ${moment}::timestamptz`,
        sql`not exists (select from ${leases} where ${leases.cloud} = ${changes.cloud}
          and ${leases.clusterKey} = ${changes.clusterKey}
          and ${leases.expiresAt} >= clock_timestamp())`,
      ),
    );
  return rows.map(({ clusterKey }) => clusterKey);
}
