import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findSession } from '#lib/auth/session';
import { TestBrowser } from '#lib/auth/test-entra';
import {
  home,
  mfa,
  other,
  payloadOf,
  type SignInWorld,
  startSignInWorld,
} from '#lib/auth/test-sign-in';
import { log } from '#lib/log';
import { signInAgainPath } from './again.ts';
import { callbackRoute, signInRoute, signOutRoute } from './routes.ts';

let world: SignInWorld;
beforeAll(async () => {
  world = await startSignInWorld();
}, 60_000);
afterAll(() => world.close());

test('signs in with a code and goes back where the person was', async () => {
  const browser = new TestBrowser();
  const upn = await world.person();
  const landed = await world.signIn(browser, upn, '/sign-in?return=%2Fclusters%3Fq%3Dprod');
  expect(landed).toBe('http://localhost:3000/clusters?q=prod');
  expect(await world.sessionOf(browser)).toMatchObject({
    grant: { cloud: 'AzureCloud', tenantId: home },
    person: { name: upn, username: upn, tenantId: home },
  });
});

test('never goes to another site after a sign-in', async () => {
  const path = '/sign-in?return=https%3A%2F%2Fevil.example.com';
  const landed = await world.signIn(new TestBrowser(), await world.person(), path);
  expect(landed).toBe('http://localhost:3000/clusters');
});

test('asks Entra with PKCE, state and nonce', async () => {
  const started = new URL(await world.start(new TestBrowser()));
  expect(started.pathname).toBe('/organizations/oauth2/v2.0/authorize');
  expect(Object.fromEntries(started.searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: 'http://localhost:3000/auth/callback',
    scope: expect.stringContaining('https://management.azure.com/user_impersonation'),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  });
});

test('sets cookies that only this host gets, and no script', async () => {
  const browser = new TestBrowser();
  const started = await signInRoute(browser.request('/sign-in'), world.context);
  const callback = await browser.pick(browser.follow(started), await world.person());
  const finished = await callbackRoute(browser.request(callback), {}, world.context);
  const attributes = 'Path=/; HttpOnly; SameSite=Lax';
  expect([...started.headers.getSetCookie(), ...finished.headers.getSetCookie()]).toEqual([
    expect.stringMatching(new RegExp(`^signin-3000=[\\w-]{43}; ${attributes}; Max-Age=600$`)),
    expect.stringMatching(new RegExp(`^sid-3000=[\\w-]{43}; ${attributes}$`)),
  ]);
});

test('gives a new session id at every sign-in and ends the old session', async () => {
  const { browser, upn } = await world.signedIn();
  const old = browser.cookies.get('sid-3000') ?? '';
  await world.signIn(browser, upn);
  expect(browser.cookies.get('sid-3000')).not.toBe(old);
  expect(await findSession(world.auth, old)).toBeUndefined();
});

test('does not mix four people who sign in at the same time', async () => {
  const flows = await Promise.all([1, 2, 3, 4].map(() => world.signedIn()));
  for (const { upn, session, token } of flows) {
    expect(session.person.username).toBe(upn);
    const mine = await token(home);
    expect(mine.ok && payloadOf(mine.value).upn).toBe(upn);
  }
});

test('finishes two sign-ins that one browser has in two tabs', async () => {
  const browser = new TestBrowser();
  const [first, second] = [await world.person(), await world.person()];
  const inFirst = await world.start(browser, '/sign-in?return=%2Fa');
  const inSecond = await world.start(browser, '/sign-in?return=%2Fb');
  const callbacks = [await browser.pick(inSecond, second), await browser.pick(inFirst, first)];
  const landed: string[] = [];
  for (const callback of callbacks) {
    landed.push(browser.follow(await callbackRoute(browser.request(callback), {}, world.context)));
  }
  expect(landed).toEqual(['http://localhost:3000/b', 'http://localhost:3000/a']);
  expect((await world.sessionOf(browser))?.person.username).toBe(first);
});

test('meets claims by signing in again, and keeps the tokens of other directories', async () => {
  const { browser, upn, session, token } = await world.signedIn();
  await token(other);
  const path = signInAgainPath(world.auth, session, { returnTo: '/changes/1', claims: mfa });
  expect(path).not.toContain('acrs');
  expect(await world.signIn(browser, upn, path)).toBe('http://localhost:3000/changes/1');

  const proved = await token(home);
  expect(proved.ok && payloadOf(proved.value).acrs).toEqual(['c1']);
  const asked = (await world.entra.tokenRequests()).length;
  expect((await token(other)).ok).toBe(true);
  expect((await world.entra.tokenRequests()).length).toBe(asked);
  expect((await world.sessionOf(browser))?.grant).toEqual(session.grant);
});

test('offers the name and the directory when somebody signs in again', async () => {
  const { browser, upn, session } = await world.signedIn();
  const path = signInAgainPath(world.auth, session, { returnTo: '/', tenantId: other });
  const url = new URL(await world.start(browser, path));
  expect(url.pathname.split('/')[1]).toBe(other);
  expect(url.searchParams.get('login_hint')).toBe(upn);
});

test('forgets what a link to sign in again asked for after an hour', async () => {
  const { browser, session } = await world.signedIn();
  const path = signInAgainPath(world.auth, session, { returnTo: '/', claims: mfa });
  world.auth.clock.passSeconds(3601);
  const url = new URL(await world.start(browser, path));
  expect(url.searchParams.get('claims')).not.toContain('c1');
});

test('keeps reading where the person signed in after they proved themselves elsewhere', async () => {
  const { browser, upn, session } = await world.signedIn();
  const path = signInAgainPath(world.auth, session, { returnTo: '/', tenantId: other });
  await world.signIn(browser, upn, path);
  const now = await world.sessionOf(browser);
  expect(now?.grant).toEqual(session.grant);
  expect(now?.person.tenantId).toBe(home);
});

for (const [tenantId, stranger] of [
  [home, 'keeps strangers out'],
  ['organizations', 'lets anybody in'],
] as const) {
  test(`${stranger} who prove themselves in another directory, configured for ${tenantId}`, async () => {
    const { upn, session } = await world.signedIn();
    const settings = { ...world.auth.settings, tenantId };
    const context = async () => ({ ...world.auth, settings });
    const path = signInAgainPath(world.auth, session, { returnTo: '/', tenantId: other });
    const landsAs = async (who: string) => {
      const browser = new TestBrowser();
      const started = browser.follow(await signInRoute(browser.request(path), context));
      const callback = await browser.pick(started, who);
      return browser.follow(await callbackRoute(browser.request(callback), {}, context));
    };
    expect(await landsAs(upn)).toBe('http://localhost:3000/');
    const landed = await landsAs(await world.person());
    if (tenantId === 'organizations') expect(landed).toBe('http://localhost:3000/');
    else expect(world.refusalAt(landed).code).toBe('someone-else');
  });
}

for (const samePerson of [true, false]) {
  test(`tells that ${samePerson ? 'the same' : 'another'} person signed in again`, async () => {
    const { browser, upn, session } = await world.signedIn();
    const path = signInAgainPath(world.auth, session, { returnTo: '/', claims: mfa });
    const who = samePerson ? upn : await world.person();
    const callback = await browser.pick(await world.start(browser, path), who);
    const told: unknown[] = [];
    const onAgain = async (again: unknown) => {
      told.push(again);
    };
    await callbackRoute(browser.request(callback), { onAgain }, world.context);
    const { id: grantId, tenantId } = session.grant;
    expect(told).toEqual([{ grantId, samePerson, tenantId, claims: mfa }]);
  });
}

test('answers the background fetch of a router without starting a sign-in', async () => {
  const request = new TestBrowser().request('/sign-in', { headers: { rsc: '1' } });
  const answer = await signInRoute(request, world.context);
  expect(answer.status).toBe(200);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test('says in words that nobody can sign in while the store does not answer', async () => {
  const error = vi.spyOn(log, 'error').mockReturnValue();
  const gone = () => Promise.reject(new Error('connect ECONNREFUSED'));
  const request = new TestBrowser().request('/sign-in');
  for (const answer of [await signInRoute(request, gone), await callbackRoute(request, {}, gone)]) {
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('Wait a minute, then load this page again.');
  }
  expect(error).toHaveBeenCalledTimes(2);
  error.mockRestore();
});

const ownPage = { origin: 'http://localhost:3000' };

for (const needed of [false, true]) {
  test(`signs out and ${needed ? 'keeps the tokens that changes need' : 'forgets the tokens'}`, async () => {
    const { browser, token } = await world.signedIn();
    const request = browser.request('/sign-out', { method: 'POST', headers: ownPage });
    const landed = browser.follow(await signOutRoute(request, async () => needed, world.context));
    expect(landed).toBe('http://localhost:3000/');
    expect(browser.cookies.has('sid-3000')).toBe(false);
    expect((await token(home)).ok).toBe(needed);
  });
}

test('does not sign out on behalf of another site', async () => {
  const { browser } = await world.signedIn();
  const headers = { origin: 'https://evil.example.com' };
  const request = browser.request('/sign-out', { method: 'POST', headers });
  expect((await signOutRoute(request, async () => false, world.context)).status).toBe(403);
  expect(await world.sessionOf(browser)).toBeDefined();
});
