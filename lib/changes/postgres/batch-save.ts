import { setImmediate } from 'node:timers/promises';
import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { BatchStore } from '#lib/changes/batch/ports';
import type { BatchRow } from '#lib/changes/batch/row';
import type { ChangeRow } from '#lib/changes/row';
import type { Database } from '#lib/store/database';
import { batches, changes } from '#lib/store/ledger-schema';
import type { Store } from '#lib/store/store';
import { batchColumns, lifeColumns, newColumns } from './rows.ts';
import { batchChannel, channel } from './save.ts';

/** See `BatchStore.saveBatch`. Two statements, and one for each 200 changes. */
export async function saveBatch(
  { transaction, notify }: Store,
  cloud: string,
  batch: BatchRow,
  { add = [], move = [] }: Parameters<BatchStore['saveBatch']>[1] = {},
): Promise<boolean> {
  const next = { ...batch, version: batch.version + 1 };
  try {
    await transaction(async (tx) => {
      const current = and(eq(batches.id, batch.id), eq(batches.version, batch.version));
      const saved = tx.update(batches).set(batchColumns(next)).where(current);
      if ((await saved.returning({ id: batches.id })).length === 0) throw new Moved();
      for (const rows of chunksOf(add)) {
        await addAll(tx, cloud, rows);
        // Others have their turn: there is none between two statements of a database in this process.
        await setImmediate();
      }
      for (const rows of chunksOf(move)) await moveAll(tx, rows);
      await notify(batchChannel, batch.id, tx);
    });
    return true;
  } catch (error) {
    if (error instanceof Moved) return false;
    throw error;
  }
}

/**
 * See `BatchStore.cancelHeld`. What is held asks nothing, so its life stays as it is. What was to take out again what
 * one of them would have let in goes with it: no worker comes to these clusters, which would see to that.
 */
export async function cancelHeld(
  db: Database,
  of: Parameters<BatchStore['cancelHeld']>[0],
  now: number,
): Promise<readonly string[]> {
  const isMeant =
    'batchId' in of
      ? eq(changes.batchId, of.batchId)
      : and(eq(changes.grantId, of.grantId), isNotNull(changes.batchId));
  const cancelled = db
    .update(changes)
    .set({ state: 'cancelled', stateSince: new Date(now), version: sql`${changes.version} + 1` })
    .where(and(isMeant, eq(changes.state, 'held')))
    .returning();
  const { rows } = await db.execute(sql`with moved as ${cancelled},
    spared as (
      update changes set state = 'cancelled', state_since = ${new Date(now).toISOString()},
        wake_at = null, version = changes.version + 1, life = changes.life || ${notAdded}::jsonb
      from moved
      where changes.cloud = moved.cloud and changes.cluster_key = moved.cluster_key
        and changes.state = 'held' and changes.asked ->> 'expiryOf' = moved.id::text
        and moved.asked ? 'keepForSeconds'
      returning changes.*
    ),
    stored as (select ${told} from moved union all select ${told} from spared),
    told as materialized (${tellOf(sql`stored`)})
    select batch_id as id, (select count(*) from told) from moved group by batch_id`);
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id);
}

const notAdded = JSON.stringify({ spared: 'not-added' } satisfies Pick<ChangeRow, 'spared'>);

/** Takes back what the same transaction has stored already. */
class Moved extends Error {}

/** Where PostgreSQL runs in this process, a statement of so many rows holds it for a tenth of a second. */
const chunk = 200;

function chunksOf(rows: readonly ChangeRow[]): readonly (readonly ChangeRow[])[] {
  const starts = Array.from({ length: Math.ceil(rows.length / chunk) }, (_, n) => n * chunk);
  return starts.map((start) => rows.slice(start, start + chunk));
}

async function addAll(tx: Database, cloud: string, rows: readonly ChangeRow[]): Promise<void> {
  const fresh = tx
    .insert(changes)
    .values(rows.map((row) => newColumns(cloud, row)))
    .returning();
  await tx.execute(sql`with moved as ${fresh} ${tellMoved}`);
}

async function moveAll(tx: Database, rows: readonly ChangeRow[]): Promise<void> {
  const next = rows.map((row) => ({
    id: row.id,
    ...lifeColumns({ ...row, version: row.version + 1 }),
  }));
  const { rows: told } = await tx.execute(sql`
    with moved as (
      update changes set version = next.version, state = next.state,
        state_since = next."stateSince", wake_at = next."wakeAt",
        last_put_at = next."lastPutAt", life = next.life
      from jsonb_to_recordset(${JSON.stringify(next)}::jsonb) as next(id uuid, version int,
        state text, "stateSince" timestamptz, "wakeAt" timestamptz, "lastPutAt" timestamptz,
        life jsonb)
      where changes.id = next.id and changes.version = next.version - 1
      returning changes.*
    ) ${tellMoved}`);
  if (told.length !== rows.length) throw new Moved();
}

const told = sql.raw('id, cluster_key, grant_id, version, state, batch_id, batch_place');

/** What `eventSchema` reads, from the rows that were stored. */
function tellOf(rows: SQL): SQL {
  return sql`select pg_notify(${channel}, (jsonb_build_object('id', id,
    'clusterKey', cluster_key, 'grantId', grant_id, 'version', version, 'state', state)
    || case when batch_id is null then '{}'::jsonb else jsonb_build_object('batch',
      jsonb_build_object('id', batch_id, 'place', batch_place)) end)::text) from ${rows}`;
}

const tellMoved = tellOf(sql`moved`);
