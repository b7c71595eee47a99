import { index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/**
 * The right a person gave us to act. It outlives sessions: a change that runs belongs to the grant.
 * `tenantId` and `objectId` are those of the person's home directory, `directoryId` is the one they
 * signed in to (another one for a guest). `tokenCache` is MSAL's cache, sealed, and absent once it was
 * forgotten; `cacheVersion` moves with every write of it.
 */
export const grants = pgTable(
  'grants',
  {
    id: uuid('id').primaryKey(),
    cloud: text('cloud').notNull(),
    tenantId: text('tenant_id').notNull(),
    objectId: text('object_id').notNull(),
    directoryId: text('directory_id').notNull(),
    name: text('name').notNull(),
    username: text('username').notNull(),
    tokenCache: text('token_cache'),
    cacheVersion: integer('cache_version').notNull().default(1),
    createdAt: moment('created_at').notNull(),
    signedInAt: moment('signed_in_at').notNull(),
  },
  (table) => [unique().on(table.cloud, table.tenantId, table.objectId)],
);

/** One signed-in browser. `idHash` is SHA-256 of the cookie, so a read of the table opens nothing. */
export const sessions = pgTable(
  'sessions',
  {
    idHash: text('id_hash').primaryKey(),
    grantId: uuid('grant_id')
      .notNull()
      .references(() => grants.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull(),
    seenAt: moment('seen_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    address: jsonb('address'),
  },
  (table) => [
    index('sessions_grant').on(table.grantId),
    index('sessions_expiry').on(table.expiresAt),
  ],
);

/** A sign-in that left for Entra and has not come back. `sealed` holds nonce, PKCE verifier and more. */
export const pendingSignIns = pgTable(
  'pending_sign_ins',
  {
    stateHash: text('state_hash').primaryKey(),
    browserHash: text('browser_hash').notNull(),
    sealed: text('sealed').notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('pending_sign_ins_expiry').on(table.expiresAt)],
);
