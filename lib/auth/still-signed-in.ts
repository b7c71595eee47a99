import { and, eq, gt } from 'drizzle-orm';
import { sessions } from '#lib/store/schema';
import { currentAuth } from './context.ts';
import type { Session } from './session.ts';

/** Whether a session that was found before still stands; unlike `findSession` it does not count as use. */
export async function stillSignedIn(session: Pick<Session, 'id'>): Promise<boolean> {
  const { db, settings, now } = await currentAuth();
  const idleSince = new Date(now().getTime() - settings.sessionIdleSeconds * 1000);
  const rows = await db
    .select({ id: sessions.idHash })
    .from(sessions)
    .where(
      and(
        eq(sessions.idHash, session.id),
        gt(sessions.expiresAt, now()),
        gt(sessions.seenAt, idleSince),
      ),
    );
  return rows.length > 0;
}
