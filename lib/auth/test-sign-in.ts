import { openRefusal, type SignInRefusal } from '#lib/auth/entra/refusal';
import { credentialFor } from '#lib/auth/grants/grant';
import { callbackRoute, signInRoute } from '#lib/auth/sign-in/routes';
import { log } from '#lib/log';
import type { AuthContext } from './context.ts';
import { findSession, type Session } from './session.ts';
import { emulatorApp, startEntra, TestBrowser, type TestEntra } from './test-entra.ts';
import { type AuthFixture, authFixture } from './test-kit.ts';

/** Two directories; everybody is at home in the first and a guest in the second. */
export const home = 'aaaaaaaa-0000-4000-8000-000000000001';
export const other = 'aaaaaaaa-0000-4000-8000-000000000002';

/** A console and an Entra for the tests of sign-in. */
export type SignInWorld = Awaited<ReturnType<typeof startSignInWorld>>;

/** Starts both; some seconds. Close it afterwards. */
export async function startSignInWorld() {
  log.level = 'silent';
  const entra = await startEntra();
  const auth = await authFixture({ ...emulatorApp, AZURE_AUTHORITY_HOST: entra.url });
  // Only now: opening a database blocks this process for so long that a connection could go stale.
  const directories = [
    { id: home, displayName: 'Home' },
    { id: other, displayName: 'Other' },
  ];
  await entra.control('POST', 'seed', { tenants: directories });
  const context = async () => auth;

  return {
    entra,
    auth,
    context,
    ...acts(entra, auth, context),
    close: async () => {
      await entra.close();
      await auth.store.close();
    },
  };
}

function acts(entra: TestEntra, auth: AuthFixture, context: () => Promise<AuthContext>) {
  let people = 0;

  /** Somebody new; answers their user name. */
  async function person(rest: Record<string, unknown> = {}): Promise<string> {
    const upn = `person-${people++}@contoso.com`;
    const guestIn = [{ tenantId: other }];
    const seeded = { upn, displayName: upn, tenantId: home, guestIn, ...rest };
    await entra.control('POST', 'seed', { people: [seeded] });
    return upn;
  }

  /** Starts a sign-in and says where it leads. */
  async function start(browser: TestBrowser, path = '/sign-in'): Promise<string> {
    return browser.follow(await signInRoute(browser.request(path), context));
  }

  /** Goes through a whole sign-in and says where the browser ends up. */
  async function signIn(browser: TestBrowser, upn: string, path?: string): Promise<string> {
    const callback = await browser.pick(await start(browser, path), upn);
    return browser.follow(await callbackRoute(browser.request(callback), {}, context));
  }

  async function sessionOf(browser: TestBrowser): Promise<Session | undefined> {
    return findSession(auth, browser.cookies.get('sid-3000') ?? '');
  }

  /** Somebody new, signed in, and how to get their tokens. */
  async function signedIn(rest: Record<string, unknown> = {}) {
    const browser = new TestBrowser();
    const upn = await person(rest);
    await signIn(browser, upn);
    const session = await sessionOf(browser);
    if (!session) throw new Error('not signed in');
    const token = (tenantId: string) => credentialFor(session.grant, tenantId, context).token();
    return { browser, upn, session, token };
  }

  /** The refusal that the page at `location` would show. */
  function refusalAt(location: string): SignInRefusal {
    const url = new URL(location);
    if (url.pathname !== '/sign-in/refused') throw new Error(`landed on ${location}`);
    return openRefusal(auth.sealer, url.searchParams.get('why') ?? undefined);
  }

  return { person, start, signIn, sessionOf, signedIn, refusalAt };
}

/** What a token says. */
export function payloadOf(token: string) {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

/** Claims that only a person can meet, as Azure asks for them. */
export const mfa = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
