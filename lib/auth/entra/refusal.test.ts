import { afterAll, beforeAll, expect, test } from 'vitest';
import { callbackRoute } from '#lib/auth/sign-in/routes';
import { TestBrowser } from '#lib/auth/test-entra';
import { type SignInWorld, startSignInWorld } from '#lib/auth/test-sign-in';
import { readSignInRefusal } from './refusal.ts';

let world: SignInWorld;
beforeAll(async () => {
  world = await startSignInWorld();
}, 60_000);
afterAll(() => world.close());

test('explains why Entra refused a sign-in, and starts no session', async () => {
  const browser = new TestBrowser();
  const upn = await world.person({ refusals: [{ error: 'access_denied', aadsts: 50105 }] });
  const landed = await world.signIn(browser, upn, '/sign-in?return=%2Fchanges%2F1');
  expect(world.refusalAt(landed)).toMatchObject({
    code: 'not-assigned',
    returnTo: '/changes/1',
    traceId: expect.any(String),
    correlationId: expect.any(String),
  });
  expect(await world.sessionOf(browser)).toBeUndefined();
});

test('explains a code that Entra does not redeem, without a session', async () => {
  const browser = new TestBrowser();
  const callback = new URL(await browser.pick(await world.start(browser), await world.person()));
  callback.searchParams.set('code', 'made up');
  const answer = await callbackRoute(browser.request(callback.href), {}, world.context);
  expect(world.refusalAt(browser.follow(answer))).toMatchObject({
    code: 'expired',
    aadsts: 'AADSTS70008',
  });
  expect(await world.sessionOf(browser)).toBeUndefined();
});

test('explains an Entra that breaks off while the code is redeemed', async () => {
  const browser = new TestBrowser();
  const callback = await browser.pick(await world.start(browser), await world.person());
  await world.entra.control('POST', 'faults', {
    match: { path: '/token' },
    times: 1,
    do: { reset: 'before' },
  });
  const answer = await callbackRoute(browser.request(callback), {}, world.context);
  expect(world.refusalAt(browser.follow(answer)).code).toBe('unavailable');
});

const strangers = [
  ['without a state', (url: URL) => url.searchParams.delete('state')],
  ['with another state', (url: URL) => url.searchParams.set('state', 'x')],
] as const;

for (const [what, change] of strangers) {
  test(`refuses a callback ${what}`, async () => {
    const browser = new TestBrowser();
    const callback = new URL(await browser.pick(await world.start(browser), await world.person()));
    change(callback);
    const answer = await callbackRoute(browser.request(callback.href), {}, world.context);
    expect(world.refusalAt(browser.follow(answer))).toEqual({ code: 'expired' });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
}

test('refuses a callback that was used before', async () => {
  const browser = new TestBrowser();
  const callback = await browser.pick(await world.start(browser), await world.person());
  await callbackRoute(browser.request(callback), {}, world.context);
  const again = await callbackRoute(browser.request(callback), {}, world.context);
  expect(world.refusalAt(browser.follow(again))).toEqual({ code: 'expired' });
});

test('refuses to finish a sign-in in a browser that did not start it', async () => {
  const [mine, theirs] = [new TestBrowser(), new TestBrowser()];
  await world.start(theirs);
  const callback = await mine.pick(await world.start(mine), await world.person());

  const stolen = await callbackRoute(theirs.request(callback), {}, world.context);
  expect(world.refusalAt(theirs.follow(stolen)).code).toBe('expired');
  expect(await world.sessionOf(theirs)).toBeUndefined();

  mine.follow(await callbackRoute(mine.request(callback), {}, world.context));
  expect(await world.sessionOf(mine)).toBeDefined();
});

test('refuses a sign-in that took longer than ten minutes', async () => {
  const browser = new TestBrowser();
  const callback = await browser.pick(await world.start(browser), await world.person());
  world.auth.clock.passSeconds(601);
  const late = await callbackRoute(browser.request(callback), {}, world.context);
  expect(world.refusalAt(browser.follow(late)).code).toBe('expired');
});

test('shows nothing of what a stranger wrote into a callback', async () => {
  const words = 'AADSTS50105: call 555-0100 now. Trace ID: x';
  const path = `/auth/callback?error=access_denied&error_description=${encodeURIComponent(words)}`;
  const browser = new TestBrowser();
  const answer = await callbackRoute(browser.request(path), {}, world.context);
  expect(world.refusalAt(browser.follow(answer))).toEqual({ code: 'expired' });
});

const numbers = [
  ['access_denied', 'AADSTS50105: x', 'not-assigned'],
  ['access_denied', 'AADSTS65004: x', 'cancelled'],
  ['access_denied', 'AADSTS53003: x', 'blocked-by-policy'],
  ['access_denied', '', 'cancelled'],
  ['consent_required', '', 'consent-needed'],
  ['access_denied', 'AADSTS65001: x', 'consent-needed'],
  ['access_denied', 'AADSTS90094: x', 'consent-needed'],
  ['interaction_required', '', 'more-proof-needed'],
  ['access_denied', 'AADSTS50076: x', 'more-proof-needed'],
  ['login_required', '', 'more-proof-needed'],
  ['temporarily_unavailable', '', 'unavailable'],
  ['server_error', '', 'unavailable'],
  ['access_denied', 'AADSTS90095: x', 'consent-needed'],
  ['access_denied', 'AADSTS530032: x', 'blocked-by-policy'],
  ['access_denied', 'AADSTS53000: x', 'blocked-by-policy'],
  ['access_denied', 'AADSTS999123: x', 'unknown'],
  ['invalid_request', 'AADSTS50020: x', 'no-such-account'],
  ['invalid_grant', 'AADSTS50057: x', 'account-unusable'],
  ['invalid_client', 'AADSTS7000222: x', 'console-not-accepted'],
  ['invalid_client', 'x', 'console-not-accepted'],
  ['unauthorized_client', 'AADSTS700016: x', 'console-not-accepted'],
  ['invalid_request', 'AADSTS70021: x', 'console-not-accepted'],
  ['invalid_request', 'AADSTS7002138: x', 'console-not-accepted'],
  ['invalid_request', 'AADSTS9002327: x', 'console-not-accepted'],
  ['something_new', 'AADSTS99999: x', 'unknown'],
  ['constructor', '', 'unknown'],
] as const;

for (const [error, description, code] of numbers) {
  test(`reads ${error} with "${description}" as ${code}`, () => {
    expect(readSignInRefusal(error, description).code).toBe(code);
  });
}
