import {
  and,
  asc,
  desc,
  eq,
  gte,
  inArray,
  lt,
  max,
  not,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Database } from '#lib/store/database';
import { batches, changes, leases } from '#lib/store/ledger-schema';
import type { Store } from '#lib/store/store';
import { changeStates } from './change.ts';
import { mayHaveLanded } from './lost-entries.ts';
import type { Hold, Landed, LedgerStore } from './ports.ts';
import { postgresBatches } from './postgres-batches.ts';
import { postgresFleet } from './postgres-fleet.ts';
import { fromTable } from './postgres-rows.ts';
import { heldBy, insert, listen, save } from './postgres-save.ts';
import { unfinishedOf } from './postgres-unfinished.ts';
import { isAtWork, stateWords } from './words.ts';

const ended = changeStates.filter((state) => stateWords[state].ends);
const left = changeStates.filter((state) => state === 'held' || stateWords[state].parked);
const working = changeStates.filter(isAtWork);

/** The ledger in PostgreSQL, for the clusters of one cloud. */
export function postgresLedger(store: Store, cloud: string): LedgerStore {
  const { db } = store;
  const here = (clusterKey: string) =>
    and(eq(changes.cloud, cloud), eq(changes.clusterKey, clusterKey));

  return {
    ...postgresFleet(db, cloud, asksForRange),
    ...postgresBatches(store, cloud),
    insert: (row) => insert(db, cloud, row),
    save: (rows, hold) => save(store, cloud, rows, hold),
    find: async (id) => {
      const [row] = await db.select().from(changes).where(eq(changes.id, id));
      return row && fromTable(row);
    },
    onCluster: async (clusterKey, limit) => {
      const rows = db.select().from(changes).where(here(clusterKey));
      return (await rows.orderBy(desc(changes.seq)).limit(limit)).map(fromTable);
    },
    doneOf: async (clusterKey, grantId, limit) => {
      const done = and(here(clusterKey), eq(changes.grantId, grantId), eq(changes.state, 'done'));
      const rows = db.select().from(changes).where(done);
      return (await rows.orderBy(desc(changes.seq)).limit(limit)).map(fromTable);
    },
    movedSince: async (clusterKey, since) => {
      const moved = and(here(clusterKey), gte(changes.stateSince, new Date(since)));
      return (await db.select().from(changes).where(moved)).map(fromTable);
    },
    landedSince: (since) => landedSince(db, cloud, since),
    askedFor: async (clusterKey, range) => {
      const asked = and(here(clusterKey), asksForRange(range));
      return (await db.select().from(changes).where(asked)).map(fromTable);
    },
    unfinishedOf: (grantId, some) => unfinishedOf(db, grantId, some),
    grantsAtWork: async () => {
      const atWork = notInArray(changes.state, ended);
      const grants = db.selectDistinct({ grantId: changes.grantId }).from(changes).where(atWork);
      return (await grants).map(({ grantId }) => grantId);
    },
    queue: async (clusterKey) => {
      const queued = and(here(clusterKey), inArray(changes.state, working));
      const rows = db.select().from(changes).where(queued);
      return (await rows.orderBy(asc(changes.seq))).map(fromTable);
    },
    putsSince: async (clusterKey, since) => {
      const recent = and(here(clusterKey), gte(changes.lastPutAt, new Date(since)));
      const rows = await db.select().from(changes).where(recent);
      return rows.flatMap((row) => fromTable(row).puts).filter((put) => put >= since);
    },
    due: (now) => due(db, cloud, now),
    parkedSince: async (before) => {
      const old = and(inArray(changes.state, left), lt(changes.stateSince, new Date(before)));
      return (await db.select().from(changes).where(old)).map(fromTable);
    },
    purge: (endedBefore) => purge(db, endedBefore),
    takeLease: (clusterKey, now, until) => takeLease(db, cloud, { clusterKey, now, until }),
    renewLease: async (hold, until) => {
      const mine = db
        .update(leases)
        .set({ expiresAt: new Date(until) })
        .where(heldBy(cloud, hold));
      return (await mine.returning({ fence: leases.fence })).length > 0;
    },
    releaseLease: async (hold) => {
      await db.delete(leases).where(heldBy(cloud, hold));
    },
    listen: (...ears) => listen(store, ...ears),
  };
}

async function landedSince(db: Database, cloud: string, since: number): Promise<readonly Landed[]> {
  const rows = await db
    .select({ clusterKey: changes.clusterKey, at: max(changes.stateSince) })
    .from(changes)
    .where(
      and(
        eq(changes.cloud, cloud),
        inArray(changes.state, [...mayHaveLanded]),
        gte(changes.stateSince, new Date(since)),
      ),
    )
    .groupBy(changes.clusterKey);
  return rows.flatMap(({ clusterKey, at }) => (at ? [{ clusterKey, at: at.getTime() }] : []));
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
function intentsFor(range: string) {
  return [
    { do: 'add', range },
    { do: 'restrict', ranges: [range] },
    { do: 'put-back', entry: range },
    { do: 'put-back', entry: range.replace(/\/32$/, '') },
  ];
}

function asksForRange(range: string): SQL | undefined {
  return or(...intentsFor(range).map(asksFor));
}

function asksFor(intent: object): SQL {
  return sql`${changes.asked} @> ${JSON.stringify({ intents: [intent] })}::jsonb`;
}

async function takeLease(
  db: Database,
  cloud: string,
  { clusterKey, now, until }: { clusterKey: string; now: number; until: number },
): Promise<Hold | undefined> {
  const lease = { fence: sql`nextval('lease_fences')`, expiresAt: new Date(until) };
  const [taken] = await db
    .insert(leases)
    .values({ cloud, clusterKey, ...lease })
    .onConflictDoUpdate({
      target: [leases.cloud, leases.clusterKey],
      set: lease,
      setWhere: lt(leases.expiresAt, new Date(now)),
    })
    .returning({ fence: leases.fence });
  return taken && { clusterKey, fence: taken.fence };
}

async function due(db: Database, cloud: string, now: number): Promise<readonly string[]> {
  const moment = new Date(now).toISOString();
  const rows = await db
    .selectDistinct({ clusterKey: changes.clusterKey })
    .from(changes)
    .where(
      and(
        eq(changes.cloud, cloud),
        inArray(changes.state, working),
        sql`coalesce(${changes.wakeAt}, '-infinity') <= ${moment}::timestamptz`,
        sql`not exists (select from ${leases} where ${leases.cloud} = ${changes.cloud}
          and ${leases.clusterKey} = ${changes.clusterKey}
          and ${leases.expiresAt} >= ${moment}::timestamptz)`,
      ),
    );
  return rows.map(({ clusterKey }) => clusterKey);
}
