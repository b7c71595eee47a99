import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { homePath } from '#lib/auth/sign-in/return-path';
import type { Failure } from '#lib/failure';
import { log } from '#lib/log';
import type { OwnAddress } from '#lib/own-address';
import type { Result } from '#lib/result';
import { settings } from '#lib/settings';
import { storeWasAway } from '#lib/store/answers';
import { currentAuth } from './context.ts';
import { cookieName } from './cookies.ts';
import { pathHeader, signInTo } from './paths.ts';
import { findSession, isStanding, keepAddress, type Session } from './session.ts';

/** Who is signed in, if anybody. Asked once per request, however often it is called. */
export const currentSession = cache(async (): Promise<Session | undefined> => {
  const cookie = (await cookies()).get(cookieName('session', settings()))?.value;
  return cookie ? findSession(await currentAuth(), cookie) : undefined;
});

/**
 * False where nobody can be told who is signed in because the store does not answer. Any other failure is left
 * to the page, whose errors Next logs. For whoever brings no session the store is not asked.
 */
export async function sessionsAnswer(): Promise<boolean> {
  try {
    await currentSession();
    return true;
  } catch (error) {
    const isAway = await storeWasAway(error);
    if (isAway) log.warn({ err: error }, 'a page could not be made: the store does not answer');
    return !isAway;
  }
}

/** Who is signed in; sends everybody else to sign in and back to `returnTo`, or to this page. */
export async function requireSession(returnTo?: string): Promise<Session> {
  const session = await currentSession();
  if (session) return session;
  redirect(signInTo(returnTo ?? (await pagePath())));
}

/** Whether a session still stands that was found before: asked during a stream, it does not count as use. */
export async function stillSignedIn(session: Pick<Session, 'id'>): Promise<boolean> {
  return isStanding(await currentAuth(), session);
}

/** Path and query of the page that is asked for: what leads there again, with all that it shows. */
export async function pagePath(): Promise<string> {
  return (await headers()).get(pathHeader) ?? homePath;
}

/** Keeps the address that the signed-in person confirmed as theirs. */
export async function keepOwnAddress(
  session: Session,
  address: OwnAddress,
): Promise<Result<void, Failure>> {
  return keepAddress(await currentAuth(), session, address);
}
