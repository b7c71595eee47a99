import { randomUUID } from 'node:crypto';
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { AuthContext } from '#lib/auth/context';
import { log } from '#lib/log';
import { oncePer, unnamed } from '#lib/store/once-per';
import { grants } from '#lib/store/schema';
import { addSignIn, emptyCache } from './token-cache.ts';

/** The right one person gave us to act for them. It outlives their sessions. */
export type Grant = {
  readonly id: string;
  /** Azure's name of the cloud: `AzureCloud`. */
  readonly cloud: string;
  /** Home directory of the person. */
  readonly tenantId: string;
  /** Object id of the person in their home directory. */
  readonly objectId: string;
};

/** Who has just signed in, with what MSAL keeps of them. */
export type SignedIn = {
  readonly tenantId: string;
  readonly objectId: string;
  /** The directory they signed in to. */
  readonly directoryId: string;
  /** Whether this was for fresh claims: then it says nothing about where reading starts. */
  readonly again: boolean;
  readonly name: string;
  readonly username: string;
  /** MSAL's cache of this sign-in alone, serialised. */
  readonly cache: string;
};

/** A grant's tokens as they stand: the text of MSAL's cache, and the version to write against. */
export type KeptTokens = { readonly cache: string; readonly version: number };

/**
 * Records a sign-in: makes the grant, or adds the new tokens to the one that is there. Several at once
 * queue up at the row, so `db` must be a transaction.
 */
export async function recordGrant(
  { db, settings, sealer, now }: AuthContext,
  signedIn: SignedIn,
): Promise<Grant> {
  const { tenantId, objectId, directoryId, name, username } = signedIn;
  const key = { cloud: settings.cloud.name, tenantId, objectId };
  const at = now();
  const [row] = await db
    .insert(grants)
    .values({
      ...key,
      id: randomUUID(),
      directoryId,
      name,
      username,
      createdAt: at,
      signedInAt: at,
    })
    // Takes the row that is there, and holds it until the end of the transaction.
    .onConflictDoUpdate({
      target: [grants.cloud, grants.tenantId, grants.objectId],
      set: { signedInAt: at },
    })
    .returning();
  if (!row) throw new Error('The database answered no grant.');

  const kept = row.tokenCache === null ? undefined : sealer.open(purpose(row.id), row.tokenCache);
  const cache = addSignIn(kept?.ok ? kept.value : emptyCache, signedIn.cache);
  await db
    .update(grants)
    .set({
      // In a directory where one is a guest, one may go by other names.
      ...(signedIn.again ? {} : { directoryId, name, username }),
      tokenCache: sealer.seal(purpose(row.id), cache),
      cacheVersion: row.cacheVersion + 1,
    })
    .where(eq(grants.id, row.id));
  return { ...key, id: row.id };
}

/** The tokens of a grant; undefined when they were forgotten or can no longer be read. */
export async function readTokens(
  { db, sealer }: AuthContext,
  grantId: string,
): Promise<KeptTokens | undefined> {
  const [row] = await db.select().from(grants).where(eq(grants.id, grantId));
  if (!row || row.tokenCache === null) return undefined;
  const cache = sealer.open(purpose(grantId), row.tokenCache);
  if (cache.ok) return { cache: cache.value, version: row.cacheVersion };
  log.warn({ grantId }, 'tokens are sealed with a key that SESSION_KEYS does not have');
  return undefined;
}

/** The version of a grant's tokens, which moves with every write of them; undefined when they were forgotten. */
export async function tokensVersion(
  { db }: Pick<AuthContext, 'db'>,
  grantId: string,
): Promise<number | undefined> {
  const [row] = await versionOf(db).execute({ grantId });
  return row?.version;
}

const versionOf = oncePer((db) =>
  db
    .select({ version: grants.cacheVersion })
    .from(grants)
    .where(and(eq(grants.id, sql.placeholder('grantId')), isNotNull(grants.tokenCache)))
    .prepare(unnamed),
);

/**
 * Keeps renewed tokens if nobody has written since `version` was read. False: somebody has, or the
 * grant was forgotten meanwhile, which a late write must not undo.
 */
export async function keepTokens(
  { db, sealer }: AuthContext,
  grantId: string,
  { cache, version }: KeptTokens,
): Promise<boolean> {
  const written = await db
    .update(grants)
    .set({ tokenCache: sealer.seal(purpose(grantId), cache), cacheVersion: version + 1 })
    .where(and(eq(grants.id, grantId), eq(grants.cacheVersion, version)))
    .returning({ id: grants.id });
  return written.length > 0;
}

/** The tokens of one grant cannot be opened as those of another. */
function purpose(grantId: string): string {
  return `grant ${grantId}`;
}
