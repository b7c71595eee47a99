import { and, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Grant } from '#lib/auth/grants/grant-store';
import type { Failure } from '#lib/failure';
import { log } from '#lib/log';
import type { OwnAddress } from '#lib/own-address';
import { err, ok, type Result } from '#lib/result';
import type { Database } from '#lib/store/database';
import { oncePer, unnamed } from '#lib/store/once-per';
import { grants, sessions } from '#lib/store/schema';
import { takesNothing } from '#lib/store/takes-nothing';
import type { AuthContext } from './context.ts';
import { hashSecret, randomSecret } from './secrets.ts';

/** The address a person says is theirs: what "you" means on every page. */
const ownAddressSchema: z.ZodType<OwnAddress> = z.object({
  /** Dotted IPv4. */
  value: z.string(),
  source: z.enum(['seen by this server', 'seen by the echo', 'typed']),
  /** When it was confirmed, as ISO 8601. */
  at: z.iso.datetime(),
});

/** A signed-in browser. */
export type Session = {
  /** Not the cookie: its hash, fit for logs and keys. */
  readonly id: string;
  readonly grant: Grant;
  readonly person: {
    readonly name: string;
    readonly username: string;
    /** The directory they signed in to; reading starts there. */
    readonly tenantId: string;
  };
  readonly address: OwnAddress | undefined;
  /** When it ends whatever happens; it ends earlier when nobody uses it. */
  readonly expiresAt: Date;
};

/** Starts a session of a grant and gives the value of its cookie, which is kept nowhere else. */
export async function startSession(
  { db, settings, now }: AuthContext,
  grantId: string,
  address?: OwnAddress,
): Promise<string> {
  const cookie = randomSecret();
  const at = now();
  await db.insert(sessions).values({
    idHash: hashSecret(cookie),
    grantId,
    createdAt: at,
    seenAt: at,
    expiresAt: new Date(at.getTime() + settings.sessionMaxSeconds * 1000),
    address,
  });
  return cookie;
}

/**
 * The session of a cookie, or undefined when there is none, it was not used for
 * `SESSION_IDLE_SECONDS`, or is older than `SESSION_MAX_SECONDS`. Counts as use.
 */
export async function findSession(
  context: AuthContext,
  cookie: string,
): Promise<Session | undefined> {
  const { db, settings } = context;
  const at = context.now();
  const row = await findStanding(context, hashSecret(cookie), at);
  if (!row) return undefined;
  // Pages ask often: a twentieth of the idle time is exact enough and saves the writes.
  if (at.getTime() - row.sessions.seenAt.getTime() > settings.sessionIdleSeconds * 50) {
    await noteUse(db, row.sessions.idHash, at);
  }
  return readSession(row.sessions, row.grants);
}

/** Whether a session that was found before has still not ended. Does not count as use. */
export async function isStanding(
  context: AuthContext,
  { id: idHash }: Pick<Session, 'id'>,
): Promise<boolean> {
  return (await findStanding(context, idHash, context.now())) !== undefined;
}

async function findStanding({ db, settings }: AuthContext, idHash: string, at: Date) {
  const idleSince = new Date(at.getTime() - settings.sessionIdleSeconds * 1000);
  const [row] = await standing(db).execute({ idHash, at, idleSince });
  return row;
}

/** A store that only reads, as one with a full disk, still shows who is signed in: until the idle time is over. */
async function noteUse(db: Database, idHash: string, seenAt: Date): Promise<void> {
  try {
    await db.update(sessions).set({ seenAt }).where(eq(sessions.idHash, idHash));
  } catch (error) {
    log.warn({ err: error }, 'could not note that a session is used');
  }
}

const { placeholder } = sql;
const { id, cloud, tenantId, objectId, name, username, directoryId } = grants;

/** Without the tokens of the grant, which are long and of no use here. */
const standing = oncePer((db) =>
  db
    .select({
      sessions,
      grants: { id, cloud, tenantId, objectId, name, username, directoryId },
    })
    .from(sessions)
    .innerJoin(grants, eq(id, sessions.grantId))
    .where(
      and(
        eq(sessions.idHash, placeholder('idHash')),
        gt(sessions.expiresAt, placeholder('at')),
        gt(sessions.seenAt, placeholder('idleSince')),
      ),
    )
    .prepare(unnamed),
);

type Person = Omit<
  typeof grants.$inferSelect,
  'tokenCache' | 'cacheVersion' | 'createdAt' | 'signedInAt'
>;

function readSession(session: typeof sessions.$inferSelect, grant: Person): Session {
  const address = ownAddressSchema.safeParse(session.address);
  const { id, cloud, tenantId, objectId, name, username, directoryId } = grant;
  return {
    id: session.idHash,
    grant: { id, cloud, tenantId, objectId },
    person: { name, username, tenantId: directoryId },
    address: address.data,
    expiresAt: session.expiresAt,
  };
}

/** Keeps the address that a person confirmed, for as long as the session lasts. */
export async function keepAddress(
  { db }: Pick<AuthContext, 'db'>,
  session: Session,
  address: OwnAddress,
): Promise<Result<void, Failure>> {
  try {
    await db.update(sessions).set({ address }).where(eq(sessions.idHash, session.id));
    return ok(undefined);
  } catch (error) {
    if (!takesNothing(error)) throw error;
    log.warn({ err: error }, 'could not keep an address: the database takes nothing');
    return err({ code: 'not-recorded' });
  }
}

/** Ends the session of a cookie, if there is one. */
export async function endSession(db: Database, cookie: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.idHash, hashSecret(cookie)));
}
