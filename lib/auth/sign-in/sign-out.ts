import { and, eq, gt, isNotNull, lt, notExists, notInArray, or, sql } from 'drizzle-orm';
import type { AuthContext } from '#lib/auth/context';
import { recentTokens } from '#lib/auth/grants/recent-tokens';
import { hashSecret } from '#lib/auth/secrets';
import { grants, pendingSignIns, sessions } from '#lib/store/schema';

/**
 * Ends the session of a cookie. The person's tokens are forgotten with their last session, unless
 * changes of theirs still need them (`keepTokens`); then `forgetUnused` does it later.
 */
export async function signOut(
  { db, now }: AuthContext,
  cookie: string,
  { keepTokens }: { readonly keepTokens: boolean },
): Promise<void> {
  const forgottenId = await db.transaction(async (tx) => {
    const [ended] = await tx
      .delete(sessions)
      .where(eq(sessions.idHash, hashSecret(cookie)))
      .returning();
    if (!ended || keepTokens) return undefined;
    const others = tx
      .select({ one: sql`1` })
      .from(sessions)
      .where(and(eq(sessions.grantId, ended.grantId), gt(sessions.expiresAt, now())));
    const [grant] = await tx
      .update(grants)
      .set(forgotten)
      .where(and(eq(grants.id, ended.grantId), notExists(others)))
      .returning({ id: grants.id });
    return grant?.id;
  });
  if (forgottenId !== undefined) recentTokens().forget(forgottenId);
}

/** A new version, so that a renewal under way does not write the tokens back. */
const forgotten = { tokenCache: null, cacheVersion: sql`${grants.cacheVersion} + 1` };

/**
 * Clears away what has ended: sessions past their time, sign-ins nobody came back from, the tokens of
 * people who have no session left and no change that needs them (`inUse`: ids of grants), and after
 * `RETENTION_DAYS` that they were here at all. To be called now and then.
 */
export async function forgetUnused(context: AuthContext, inUse: readonly string[]): Promise<void> {
  const { db, settings, now } = context;
  const ago = (seconds: number) => new Date(now().getTime() - seconds * 1000);
  await db.delete(pendingSignIns).where(lt(pendingSignIns.expiresAt, now()));
  const idleSince = ago(settings.sessionIdleSeconds);
  await db
    .delete(sessions)
    .where(or(lt(sessions.expiresAt, now()), lt(sessions.seenAt, idleSince)));

  const ofGrant = eq(sessions.grantId, grants.id);
  const withSession = db.select({ one: sql`1` }).from(sessions).where(ofGrant);
  // The session of a sign-in that is being stored this moment cannot be seen; when it was made can.
  const unused = and(
    notExists(withSession),
    notInArray(grants.id, [...inUse]),
    lt(grants.signedInAt, idleSince),
  );
  await db
    .update(grants)
    .set(forgotten)
    .where(and(unused, isNotNull(grants.tokenCache)));
  const longAgo = ago(settings.retentionDays * 86_400);
  await db.delete(grants).where(and(unused, lt(grants.signedInAt, longAgo)));
}
