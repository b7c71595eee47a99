import { and, asc, desc, eq, gte, inArray, lt, notInArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '#lib/store/database';
import { changes, leases } from '#lib/store/ledger-schema';
import type { Store } from '#lib/store/store';
import { changeStates } from './change.ts';
import type { ChangeEvent, Hold, LedgerStore, Saved } from './ports.ts';
import { askedSchema, type ChangeRow, lifeSchema } from './row.ts';
import { stateWords } from './words.ts';

const channel = 'changes';

const ended = changeStates.filter((state) => stateWords[state].ends);
const parked = changeStates.filter((state) => stateWords[state].parked);
const working = changeStates.filter(
  (state) => !stateWords[state].ends && !stateWords[state].parked,
);

const eventSchema: z.ZodType<ChangeEvent> = z.object({
  id: z.string(),
  clusterKey: z.string(),
  grantId: z.string(),
  version: z.number(),
  state: z.enum(changeStates),
});

/** The ledger in PostgreSQL, for the clusters of one cloud. */
export function postgresLedger(store: Store, cloud: string): LedgerStore {
  const { db } = store;
  const here = (clusterKey: string) =>
    and(eq(changes.cloud, cloud), eq(changes.clusterKey, clusterKey));

  return {
    insert: (row) => insert(store, cloud, row),
    save: (rows, hold) => save(store, cloud, rows, hold),
    find: async (id) => {
      const [row] = await db.select().from(changes).where(eq(changes.id, id));
      return row && fromTable(row);
    },
    onCluster: async (clusterKey, limit) => {
      const rows = db.select().from(changes).where(here(clusterKey));
      return (await rows.orderBy(desc(changes.seq)).limit(limit)).map(fromTable);
    },
    unfinishedOf: async (grantId) => {
      const mine = and(eq(changes.grantId, grantId), notInArray(changes.state, ended));
      const rows = db.select().from(changes).where(mine);
      return (await rows.orderBy(asc(changes.seq))).map(fromTable);
    },
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
      const old = and(inArray(changes.state, parked), lt(changes.stateSince, new Date(before)));
      return (await db.select().from(changes).where(old)).map(fromTable);
    },
    purge: async (endedBefore) => {
      await db.delete(leases).where(lt(leases.expiresAt, new Date(endedBefore)));
      const old = and(inArray(changes.state, ended), lt(changes.stateSince, new Date(endedBefore)));
      return (await db.delete(changes).where(old).returning({ id: changes.id })).length;
    },
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
    listen: (onEvent, onGap) =>
      store.listen(channel, (payload) => onEvent(eventSchema.parse(JSON.parse(payload))), onGap),
  };
}

async function insert(store: Store, cloud: string, row: ChangeRow): Promise<ChangeRow> {
  return store.transaction(async (tx) => {
    const { id, clusterKey, grantId, idempotencyKey } = row;
    const fixed = { id, cloud, clusterKey, grantId, idempotencyKey, asked: askedSchema.parse(row) };
    const [fresh] = await tx
      .insert(changes)
      .values({ ...fixed, createdAt: new Date(row.createdAt), ...lifeColumns(row) })
      .onConflictDoNothing({ target: [changes.grantId, changes.idempotencyKey] })
      .returning();
    if (fresh) {
      await announce(store, tx, row);
      return fromTable(fresh);
    }
    const same = and(eq(changes.grantId, grantId), eq(changes.idempotencyKey, idempotencyKey));
    const [earlier] = await tx.select().from(changes).where(same);
    // The unique key was taken a moment ago, and rows live for days.
    if (!earlier) throw new Error('A change vanished while it was recorded again');
    return fromTable(earlier);
  });
}

async function save(
  store: Store,
  cloud: string,
  rows: readonly ChangeRow[],
  hold?: Hold,
): Promise<Saved> {
  return rolledBack(store, async (tx) => {
    if (hold && !(await isHeld(tx, cloud, hold))) throw new NotSaved('fenced');
    const saved: ChangeRow[] = [];
    for (const row of rows) saved.push(await saveOne(store, tx, row));
    return { saved };
  });
}

class NotSaved extends Error {
  readonly why: 'moved' | 'fenced';
  constructor(why: 'moved' | 'fenced') {
    super(why);
    this.why = why;
  }
}

/** Runs a transaction that takes back what it wrote when it finds that it must not. */
async function rolledBack(store: Store, work: (tx: Database) => Promise<Saved>): Promise<Saved> {
  try {
    return await store.transaction(work);
  } catch (error) {
    if (error instanceof NotSaved) return { why: error.why };
    throw error;
  }
}

async function saveOne(store: Store, tx: Database, row: ChangeRow): Promise<ChangeRow> {
  const next = { ...row, version: row.version + 1 };
  const moved = await tx
    .update(changes)
    .set(lifeColumns(next))
    .where(and(eq(changes.id, row.id), eq(changes.version, row.version)))
    .returning({ id: changes.id });
  if (moved.length === 0) throw new NotSaved('moved');
  await announce(store, tx, next);
  return next;
}

/** Locks the lease until the transaction ends: nobody takes over between this look and the write. */
async function isHeld(tx: Database, cloud: string, hold: Hold): Promise<boolean> {
  const held = await tx.select().from(leases).where(heldBy(cloud, hold)).for('share');
  return held.length > 0;
}

function heldBy(cloud: string, { clusterKey, fence }: Hold) {
  return and(eq(leases.cloud, cloud), eq(leases.clusterKey, clusterKey), eq(leases.fence, fence));
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

/** On commit, to every process. */
async function announce(store: Store, tx: Database, row: ChangeRow): Promise<void> {
  await store.notify(channel, JSON.stringify(eventSchema.parse(row)), tx);
}

function lifeColumns(row: ChangeRow) {
  const { version, state, puts, wakeAt } = row;
  const lastPut = puts.at(-1);
  return {
    version,
    state,
    stateSince: new Date(row.stateSince),
    wakeAt: wakeAt === undefined ? null : new Date(wakeAt),
    lastPutAt: lastPut === undefined ? null : new Date(lastPut),
    life: lifeSchema.parse(row),
  };
}

function fromTable(row: typeof changes.$inferSelect): ChangeRow {
  const { id, seq, version, clusterKey, wakeAt } = row;
  return {
    ...{ id, seq, version, clusterKey },
    ...askedSchema.parse(row.asked),
    ...lifeSchema.parse(row.life),
    state: z.enum(changeStates).parse(row.state),
    stateSince: row.stateSince.getTime(),
    createdAt: row.createdAt.getTime(),
    wakeAt: wakeAt?.getTime(),
  };
}
