import { z } from 'zod';
import {
  type BatchRow,
  batchDraftSchema,
  batchLifeSchema,
  batchStates,
  type ListedBatch,
} from '#lib/changes/batch/row';
import { askedSchema, type ChangeRow, type Legible, lifeSchema } from '#lib/changes/row';
import { changeStates } from '#lib/changes/shown/states';
import { log } from '#lib/log';
import type { batches, changes } from '#lib/store/ledger-schema';

// Once, since to make a schema takes longer than to hold a row against it.
const stateSchema = z.enum(changeStates);
const batchStateSchema = z.enum(batchStates);
const idSchema = z.uuid();

/** Whether a text can be an id. PostgreSQL throws where one that is none is held against a column of ids. */
export function isId(text: string): boolean {
  return idSchema.safeParse(text).success;
}

/** The columns that move with a change. */
export function lifeColumns(row: ChangeRow) {
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

/** All columns of a new change. */
export function newColumns(cloud: string, row: ChangeRow) {
  const { id, clusterKey, grantId, idempotencyKey, batch } = row;
  return {
    id,
    cloud,
    clusterKey,
    grantId,
    idempotencyKey,
    asked: askedSchema.parse(row),
    createdAt: new Date(row.createdAt),
    batchId: batch?.id ?? null,
    batchPlace: batch?.place ?? null,
    ...lifeColumns(row),
  };
}

/** The columns that move with a batch. */
export function batchColumns(batch: BatchRow) {
  const { version, state, startedAt, draft } = batch;
  return {
    version,
    state,
    draft,
    startedAt: startedAt === undefined ? null : new Date(startedAt),
    life: batchLifeSchema.parse(batch),
  };
}

/** A batch as the ledger works with it. Throws when the table holds something else than it wrote. */
export function batchFromTable(row: typeof batches.$inferSelect): BatchRow {
  return { ...listedFromTable(row), draft: batchDraftSchema.parse(row.draft) };
}

const listedDraftSchema = batchDraftSchema.omit({ clusters: true, ways: true });

/** As `batchFromTable`, of a draft that was read without its clusters. */
export function listedFromTable(row: typeof batches.$inferSelect): ListedBatch {
  const { id, grantId, version, createdAt, startedAt } = row;
  return {
    id,
    grantId,
    version,
    ...batchLifeSchema.parse(row.life),
    state: batchStateSchema.parse(row.state),
    draft: listedDraftSchema.parse(row.draft),
    createdAt: createdAt.getTime(),
    startedAt: startedAt?.getTime(),
  };
}

/** A row as the ledger works with it. Throws when the table holds something else than it wrote. */
function fromTable(row: typeof changes.$inferSelect): ChangeRow {
  const { id, seq, version, clusterKey, wakeAt, batchId, batchPlace } = row;
  return {
    id,
    seq,
    version,
    clusterKey,
    ...askedSchema.parse(row.asked),
    ...lifeSchema.parse(row.life),
    state: stateSchema.parse(row.state),
    stateSince: row.stateSince.getTime(),
    createdAt: row.createdAt.getTime(),
    wakeAt: wakeAt?.getTime(),
    batch: batchId === null ? undefined : { id: batchId, place: batchPlace ?? 0 },
  };
}

/**
 * Those rows that this release can read. A newer one, beside it during an upgrade or before a rollback, may
 * have written others; a list is better without them than not there at all.
 */
export function readable(rows: Rows): readonly ChangeRow[] {
  return legible(rows).rows;
}

/** As `readable`, where it matters that there are others. */
export function legible(rows: Rows): Legible {
  const left: { readonly err: unknown; readonly change: string }[] = [];
  const read = rows.flatMap((row) => {
    try {
      return [fromTable(row)];
    } catch (err) {
      left.push({ err, change: row.id });
      return [];
    }
  });
  const [first, ...others] = left;
  if (first) log.warn({ ...first, others: others.length }, leftOut);
  return { rows: read, unread: left.length };
}

/** What the log says of changes that this release cannot read. */
export const leftOut = 'a change of another release was left out';

/** As `readable`, of batches. */
export function readableBatches<Batch>(
  rows: readonly (typeof batches.$inferSelect)[],
  read: (row: typeof batches.$inferSelect) => Batch,
): readonly Batch[] {
  return rows.flatMap((row) => {
    try {
      return [read(row)];
    } catch (err) {
      log.warn({ err, batch: row.id }, 'a batch of another release was left out');
      return [];
    }
  });
}

type Rows = readonly (typeof changes.$inferSelect)[];
