import { currentAuth } from './context.ts';
import { isStanding, type Session } from './session.ts';

/** Whether a session that was found before still stands; unlike `findSession` it does not count as use. */
export async function stillSignedIn(session: Pick<Session, 'id'>): Promise<boolean> {
  return isStanding(await currentAuth(), session);
}
