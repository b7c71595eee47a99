import { and, eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ChangeEvent, Hold, Saved } from '#lib/changes/ports';
import type { ChangeRow } from '#lib/changes/row';
import { changeStates } from '#lib/changes/shown/states';
import { OfNewerRelease } from '#lib/changes/store-troubles';
import type { Database } from '#lib/store/database';
import { changes } from '#lib/store/ledger-schema';
import type { Store } from '#lib/store/store';
import { lifeColumns, newColumns, readable } from './rows.ts';

/** Where the ledger's events are heard. */
export const channel = 'changes';

/** Where it is heard that a batch was stored; the message is its id. */
export const batchChannel = 'batches';

/** An event as it travels. */
const eventSchema: z.ZodType<ChangeEvent> = z.object({
  id: z.string(),
  clusterKey: z.string(),
  grantId: z.string(),
  version: z.number(),
  state: z.enum(changeStates),
  batch: z.object({ id: z.string(), place: z.number() }).optional(),
});

const insertedSchema = z.array(z.object({ seq: z.coerce.number() }));

/** See `LedgerStore.insert`. What follows from a row stands before it in the order of arrival. */
export async function insertAll(
  { db, transaction }: Store,
  cloud: string,
  row: ChangeRow,
  along: readonly ChangeRow[] = [],
): Promise<ChangeRow> {
  if (along.length === 0) return insert(db, cloud, row);
  try {
    return await transaction(async (tx) => {
      for (const each of along) await insert(tx, cloud, each);
      const inserted = await insert(tx, cloud, row);
      if (inserted.id !== row.id) throw new Recorded(inserted);
      return inserted;
    });
  } catch (error) {
    if (error instanceof Recorded) return error.row;
    throw error;
  }
}

/** Takes back what was to go with a row that has been there already. */
class Recorded extends Error {
  readonly row: ChangeRow;
  constructor(row: ChangeRow) {
    super('Recorded already');
    this.row = row;
  }
}

/**
 * Inserts a row, or finds the one that the same grant recorded with the same idempotency key. One
 * statement: the event leaves with the row, and a click costs one round trip. Written out, since drizzle
 * takes longer to build it than the store to run it.
 */
async function insert(db: Database, cloud: string, row: ChangeRow): Promise<ChangeRow> {
  const { grantId, idempotencyKey } = row;
  const { id, clusterKey, asked, createdAt, batchId, batchPlace, ...life } = newColumns(cloud, row);
  const statement = sql`
    with fresh as (
      insert into changes (id, cloud, cluster_key, grant_id, idempotency_key, asked, created_at,
        batch_id, batch_place, version, state, state_since, wake_at, last_put_at, life)
      values (${id}, ${cloud}, ${clusterKey}, ${grantId}, ${idempotencyKey},
        ${JSON.stringify(asked)}, ${createdAt.toISOString()}, ${batchId}, ${batchPlace},
        ${life.version}, ${life.state}, ${life.stateSince.toISOString()},
        ${life.wakeAt?.toISOString() ?? null}, ${life.lastPutAt?.toISOString() ?? null},
        ${JSON.stringify(life.life)})
      on conflict (grant_id, idempotency_key) do nothing
      returning seq
    ), told as (${told(row)} from fresh)
    select seq, (select count(*)::int from told) as told from fresh`;
  const { rows } = await db.execute(statement);
  const [inserted] = insertedSchema.parse(rows);
  if (inserted) return { ...row, seq: inserted.seq };

  const same = and(eq(changes.grantId, grantId), eq(changes.idempotencyKey, idempotencyKey));
  const [earlier] = await db.select().from(changes).where(same);
  // The unique key was taken a moment ago, and rows live for days.
  if (!earlier) throw new Error('A change vanished while it was recorded again');
  const [known] = readable([earlier]);
  if (!known) throw new OfNewerRelease('A newer release has recorded it already');
  return known;
}

/** See `LedgerStore.save`. */
export async function save(
  { db, transaction }: Store,
  cloud: string,
  rows: readonly ChangeRow[],
  hold?: Hold,
): Promise<Saved> {
  const next = rows.map((row) => ({ ...row, version: row.version + 1 }));
  const [only, ...others] = next;
  if (only && others.length === 0) {
    const why = await saveOne(db, cloud, only, hold);
    return why ? { why } : { saved: next };
  }
  try {
    await transaction(async (tx) => {
      for (const row of next) {
        const why = await saveOne(tx, cloud, row, hold);
        if (why) throw new NotSaved(why);
      }
    });
    return { saved: next };
  } catch (error) {
    if (error instanceof NotSaved) return { why: error.why };
    throw error;
  }
}

/** Takes back what the same transaction has stored already. */
class NotSaved extends Error {
  readonly why: 'moved' | 'fenced';
  constructor(why: 'moved' | 'fenced') {
    super(why);
    this.why = why;
  }
}

const outcomeSchema = z.tuple([z.object({ held: z.boolean(), moved: z.number() })]);

/**
 * Stores one row, and answers why not. One statement: the lease is locked against a take-over until
 * the row is stored, and the event leaves with it.
 */
async function saveOne(
  db: Database,
  cloud: string,
  row: ChangeRow,
  hold?: Hold,
): Promise<'moved' | 'fenced' | undefined> {
  const { version, state, stateSince, wakeAt, lastPutAt, life } = lifeColumns(row);
  const held = hold
    ? sql`select from leases where cloud = ${cloud} and cluster_key = ${hold.clusterKey}
        and fence = ${hold.fence} for share`
    : sql`select`;
  const { rows } = await db.execute(sql`
    with held as (${held}), moved as (
      update changes set version = ${version}, state = ${state}, life = ${JSON.stringify(life)},
        state_since = ${stateSince.toISOString()}, wake_at = ${wakeAt?.toISOString() ?? null},
        last_put_at = ${lastPutAt?.toISOString() ?? null}
      where id = ${row.id} and version = ${version - 1} and exists (select from held)
      returning id
    ), told as (${told(row)} from moved)
    select exists (select from held) as held, (select count(*)::int from told) as moved`);
  const [outcome] = outcomeSchema.parse(rows);
  if (!outcome.held) return 'fenced';
  return outcome.moved === 0 ? 'moved' : undefined;
}

/** Tells every process, when the statement commits. */
function told(row: ChangeRow): SQL {
  return sql`select pg_notify(${channel}, ${JSON.stringify(eventSchema.parse(row))})`;
}

/** See `LedgerStore.listen`. An event that cannot be read, as from a newer release, is a gap to the store. */
export async function listen(
  store: Store,
  onEvent: (event: ChangeEvent) => void,
  onGap?: () => void,
  onBatch?: (batchId: string) => void,
): Promise<() => Promise<void>> {
  const hear = (payload: string) => onEvent(eventSchema.parse(JSON.parse(payload)));
  const stop = await store.listen(channel, hear, onGap);
  const stopBatches = await store.listen(batchChannel, (id) => onBatch?.(id));
  return async () => {
    await stop();
    await stopBatches();
  };
}
