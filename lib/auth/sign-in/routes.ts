import { type AuthContext, currentAuth } from '#lib/auth/context';
import { type CookieKind, cookieName, readCookie, setCookie } from '#lib/auth/cookies';
import { refusalPath, type SignInRefusal } from '#lib/auth/entra/refusal';
import { guardRequest } from '#lib/auth/guard';
import { findSession } from '#lib/auth/session';
import { log } from '#lib/log';
import type { Settings } from '#lib/settings';
import { openAgain } from './again.ts';
import { type FinishedSignIn, finishSignIn } from './finish.ts';
import { signInSeconds } from './pending.ts';
import { signOut } from './sign-out.ts';
import { startSignIn } from './start.ts';

/** What the rest of the product does at the edges of a sign-in. */
type SignInHooks = {
  /** After every sign-in: what was read with the rights of before may be out of date. */
  readonly onSignedIn?: (grantId: string) => void;
  /** After a sign-in that renewed another: resumes what waited for it, if it was the same person. */
  readonly onAgain?: (again: NonNullable<FinishedSignIn['again']>) => Promise<void>;
};

/** GET `/sign-in`: `?return=` a path, or `?again=` from `signInAgainPath`. Redirects to Entra. */
export function signInRoute(
  request: Request,
  context: () => Promise<AuthContext> = currentAuth,
): Promise<Response> {
  return orNotNow('sign anybody in', () => leaveForEntra(request, context));
}

async function leaveForEntra(
  request: Request,
  context: () => Promise<AuthContext>,
): Promise<Response> {
  // Next's router fetches pages in the background, and could not follow to another site. An answer
  // that is not what it expects makes it go there as a browser does.
  if (request.headers.has('rsc')) return new Response(null, { headers: noStore });

  const auth = await context();
  const query = new URL(request.url).searchParams;
  const again = openAgain(auth, query.get('again') ?? '');
  const started = await startSignIn(
    auth,
    again ?? { returnTo: query.get('return') },
    cookieOf(request, 'sign-in', auth.settings),
  );
  if (!started.ok) return refused(auth, started.error);
  const { url, browser } = started.value;
  return redirect(url, [setCookie(cookieName('sign-in', auth.settings), browser, signInSeconds)]);
}

/** GET `/auth/callback`: signs in and goes where the person wanted, or to the page that says why not. */
export function callbackRoute(
  request: Request,
  hooks: SignInHooks = {},
  context: () => Promise<AuthContext> = currentAuth,
): Promise<Response> {
  return orNotNow('sign anybody in', () => comeFromEntra(request, hooks, context));
}

async function comeFromEntra(
  request: Request,
  { onSignedIn, onAgain }: SignInHooks,
  context: () => Promise<AuthContext>,
): Promise<Response> {
  const auth = await context();
  const { settings } = auth;
  const finished = await finishSignIn(auth, {
    query: new URL(request.url).searchParams,
    browser: cookieOf(request, 'sign-in', settings),
    session: cookieOf(request, 'session', settings),
  });
  if (!finished.ok) return refused(auth, finished.error);

  const { grant, session, returnTo, again } = finished.value;
  log.info({ grant, again }, 'signed in');
  onSignedIn?.(grant.id);
  if (again) await onAgain?.(again);
  return redirect(settings.publicUrl + returnTo, [
    setCookie(cookieName('session', settings), session),
  ]);
}

/**
 * Answers a sign-in or sign-out. Where it throws, as when the store does not answer or only reads, the answer
 * is 503 with what to do: these routes are no pages, which would have words for that.
 */
export async function orNotNow(
  what: 'sign anybody in' | 'sign you out',
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    log.error({ err: error }, 'a sign-in or sign-out could not be carried out');
    const headers = { ...noStore, 'content-type': 'text/plain; charset=utf-8' };
    const words = `Drawbridge cannot ${what} at the moment. ${whatToDo[what]}\n`;
    return new Response(words, { status: 503, headers });
  }
}

const whatToDo = {
  'sign anybody in': 'Wait a minute, then load this page again.',
  'sign you out': 'You are still signed in. Go back in a minute, and press again.',
};

/** POST `/sign-out`. `needsTokens` says whether changes of a grant still have to be carried out. */
export async function signOutRoute(
  request: Request,
  needsTokens: (grantId: string) => Promise<boolean>,
  context: () => Promise<AuthContext> = currentAuth,
): Promise<Response> {
  const auth = await context();
  const { settings } = auth;
  if (!guardRequest(request.headers, settings.publicUrl).ok) {
    return new Response('Sign out with the button on a page of this console.\n', { status: 403 });
  }
  const cookie = cookieOf(request, 'session', settings);
  if (cookie !== undefined) {
    const session = await findSession(auth, cookie);
    const keepTokens = session === undefined || (await needsTokens(session.grant.id));
    await signOut(auth, cookie, { keepTokens });
  }
  return redirect(`${settings.publicUrl}/`, [setCookie(cookieName('session', settings), '', 0)]);
}

function refused({ settings, sealer }: AuthContext, refusal: SignInRefusal): Response {
  log[forTheOperator.includes(refusal.code) ? 'warn' : 'info']({ refusal }, 'sign-in refused');
  return redirect(settings.publicUrl + refusalPath(sealer, refusal));
}

/** Anybody can have themselves refused; these need whoever runs this console, or Entra. */
const forTheOperator: readonly SignInRefusal['code'][] = [
  'console-not-accepted',
  'unavailable',
  'unknown',
];

const noStore = { 'cache-control': 'no-store' };

function cookieOf(request: Request, kind: CookieKind, settings: Settings): string | undefined {
  return readCookie(request.headers.get('cookie'), cookieName(kind, settings));
}

/** 303, so that the browser asks with GET whatever it did before. */
function redirect(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, ...noStore });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}
