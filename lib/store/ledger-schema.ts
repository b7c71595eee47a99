import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/**
 * The ledger: a row per change. `asked` never changes; `life` does with every transition, and
 * `version` counts them. A change outlives the grant it was asked with, so nothing refers to that.
 */
export const changes = pgTable(
  'changes',
  {
    id: uuid('id').primaryKey(),
    /** Order of arrival. */
    seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
    version: integer('version').notNull(),
    cloud: text('cloud').notNull(),
    /** Lower-cased resource id. */
    clusterKey: text('cluster_key').notNull(),
    grantId: uuid('grant_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    state: text('state').notNull(),
    stateSince: moment('state_since').notNull(),
    createdAt: moment('created_at').notNull(),
    /** Nothing is due before; null: due now. */
    wakeAt: moment('wake_at'),
    lastPutAt: moment('last_put_at'),
    asked: jsonb('asked').notNull(),
    life: jsonb('life').notNull(),
    /** Of a change that is one of many, and where it stands among them; a retry takes the same place. */
    batchId: uuid('batch_id'),
    batchPlace: integer('batch_place'),
  },
  (table) => [
    unique().on(table.grantId, table.idempotencyKey),
    index('changes_cluster').on(table.cloud, table.clusterKey, table.seq),
    index('changes_state').on(table.state, table.stateSince),
    index('changes_additions')
      .on(table.cloud, table.clusterKey, table.seq)
      .where(sql`state = 'done' and life ->> 'alreadySo' is distinct from 'true'`),
    index('changes_batch')
      .on(table.batchId, table.batchPlace, table.seq)
      .where(sql`batch_id is not null`),
    index('changes_batch_state')
      .on(table.batchId, table.state, table.batchPlace)
      .where(sql`batch_id is not null`),
  ],
);

/** Many clusters in one act. `draft` is what somebody wants; `life` is what has become of it since. */
export const batches = pgTable(
  'batches',
  {
    id: uuid('id').primaryKey(),
    cloud: text('cloud').notNull(),
    grantId: uuid('grant_id').notNull(),
    version: integer('version').notNull(),
    state: text('state').notNull(),
    createdAt: moment('created_at').notNull(),
    startedAt: moment('started_at'),
    draft: jsonb('draft').notNull(),
    life: jsonb('life').notNull(),
  },
  (table) => [
    index('batches_grant').on(table.cloud, table.grantId, table.createdAt),
    index('batches_state').on(table.cloud, table.state),
  ],
);

/**
 * Who works at a cluster. `fence` comes from the sequence `lease_fences` and never repeats, so that a
 * holder that was paused can be told from the next one, also after its row was deleted.
 */
export const leases = pgTable(
  'leases',
  {
    cloud: text('cloud').notNull(),
    clusterKey: text('cluster_key').notNull(),
    fence: bigint('fence', { mode: 'number' }).notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.cloud, table.clusterKey] })],
);
