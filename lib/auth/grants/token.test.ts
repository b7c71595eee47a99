import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { signInAgainPath } from '#lib/auth/sign-in/again';
import { signOut } from '#lib/auth/sign-in/sign-out';
import {
  home,
  mfa,
  other,
  payloadOf,
  type SignInWorld,
  startSignInWorld,
} from '#lib/auth/test-sign-in';
import { log } from '#lib/log';
import { credentialFor } from './grant.ts';
import { readTokens } from './grant-store.ts';
import { recentTokens } from './recent-tokens.ts';

const faultSchema = z.object({ id: z.string() });

let world: SignInWorld;
beforeAll(async () => {
  world = await startSignInWorld();
}, 60_000);
afterAll(() => world.close());

async function requestsDuring(work: () => Promise<unknown>) {
  const before = (await world.entra.tokenRequests()).length;
  await work();
  return (await world.entra.tokenRequests()).slice(before);
}

test('gives tokens of the home directory, from the cache while they last', async () => {
  const { upn, session, token } = await world.signedIn();
  const kept = await readTokens(world.auth, session.grant.id);
  expect(await requestsDuring(() => token(home))).toEqual([]);
  expect(await readTokens(world.auth, session.grant.id)).toEqual(kept);
  const given = await token(home);
  expect(given.ok && payloadOf(given.value)).toMatchObject({ tid: home, upn });
});

test('gives tokens of another directory of the same person', async () => {
  const { token } = await world.signedIn();
  const [there, here] = [await token(other), await token(home)];
  expect(there.ok && payloadOf(there.value).tid).toBe(other);
  expect(here.ok && payloadOf(here.value).tid).toBe(home);
});

test('renews a token silently when less than five minutes are left', async () => {
  const { token } = await world.signedIn({ tokenLifetimeSeconds: 290 });
  const renewals = await requestsDuring(() => token(home));
  expect(renewals).toEqual([{ tenant: home, grant: 'refresh_token' }]);
  expect((await token(home)).ok).toBe(true);
});

test('asks Entra once for what many parts of a page need at once', async () => {
  const { token } = await world.signedIn({ tokenLifetimeSeconds: 290 });
  const renewals = await requestsDuring(() => Promise.all([1, 2, 3].map(() => token(other))));
  expect(renewals).toHaveLength(1);
});

test('asks nobody again for the calls that one page makes in a row', async () => {
  const { session } = await world.signedIn({ tokenLifetimeSeconds: 290 });
  const credential = credentialFor(session.grant, other, world.context);
  const first = await credential.token();
  expect(await requestsDuring(() => credential.token())).toEqual([]);
  expect(await credential.token()).toEqual(first);
});

test('gives a token that a store which only reads cannot keep, from memory for a while', async () => {
  const { session, token } = await world.signedIn({ tokenLifetimeSeconds: 290 });
  const before = await readTokens(world.auth, session.grant.id);

  await world.auth.db.execute(sql`set default_transaction_read_only = on`);
  onTestFinished(async () => {
    await world.auth.db.execute(sql`set default_transaction_read_only = off`);
  });
  const renewals = await requestsDuring(async () => [await token(home), await token(home)]);
  const given = await token(home);

  expect(given.ok && payloadOf(given.value).tid).toBe(home);
  expect(renewals).toHaveLength(1);
  expect(await readTokens(world.auth, session.grant.id)).toEqual(before);
});

test('hears at once of a sign-in and of a sign-out, whatever it answered a moment ago', async () => {
  const { browser, upn, session, token } = await world.signedIn();
  const first = await token(home);
  expect(await token(home)).toEqual(first);

  const again = signInAgainPath(world.auth, session, { returnTo: '/', claims: mfa });
  await world.signIn(browser, upn, again);
  const proved = await token(home);
  expect(proved.ok && payloadOf(proved.value).acrs).toEqual(['c1']);

  await signOut(world.auth, browser.cookies.get('sid-3000') ?? '', { keepTokens: false });
  expect(await token(home)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } });
});

test('leaves no token in memory when its person signs out of their last session', async () => {
  const { browser, session, token } = await world.signedIn();
  await token(home);
  expect(recentTokens().of(session.grant.id, home)).toBeDefined();
  const cookie = browser.cookies.get('sid-3000') ?? '';
  await signOut(world.auth, cookie, { keepTokens: false });
  expect(recentTokens().of(session.grant.id, home)).toBeUndefined();
});

test('keeps the tokens of every directory that were renewed side by side', async () => {
  const { token } = await world.signedIn();
  await Promise.all([token(home), token(other)]);
  expect(await requestsDuring(() => token(home))).toEqual([]);
  expect(await requestsDuring(() => token(other))).toEqual([]);
});

test('keeps what a sign-in with MFA brought while a renewal was under way', async () => {
  const { browser, upn, session, token } = await world.signedIn();
  const match = { path: `/${other}/oauth2/v2.0/token` };
  const fault = { match, times: 1, do: { hold: 'after' } };
  const { id } = faultSchema.parse(await world.entra.control('POST', 'faults', fault));
  const renewal = token(other);
  await world.entra.control('GET', `faults/${id}/held`);

  const again = signInAgainPath(world.auth, session, { returnTo: '/', claims: mfa });
  await world.signIn(browser, upn, again);
  await world.entra.control('POST', `faults/${id}/release`);
  expect((await renewal).ok).toBe(true);

  const proved = await token(home);
  expect(proved.ok && payloadOf(proved.value).acrs).toEqual(['c1']);
  expect(await requestsDuring(() => token(other))).toEqual([]);
});

test('does not bring tokens back when somebody signs out during a renewal', async () => {
  const { session, token, browser } = await world.signedIn();
  const match = { path: `/${other}/oauth2/v2.0/token` };
  const fault = { match, times: 1, do: { hold: 'after' } };
  const { id } = faultSchema.parse(await world.entra.control('POST', 'faults', fault));
  const renewal = token(other);
  await world.entra.control('GET', `faults/${id}/held`);

  const cookie = browser.cookies.get('sid-3000') ?? '';
  await signOut(world.auth, cookie, { keepTokens: false });
  await world.entra.control('POST', `faults/${id}/release`);
  await renewal;
  expect(await readTokens(world.auth, session.grant.id)).toBeUndefined();
});

const refusals = [
  [
    { error: 'invalid_grant', aadsts: 50173 },
    { code: 'sign-in-needed', azureCode: 'AADSTS50173' },
  ],
  [
    { error: 'consent_required', aadsts: 65001 },
    { code: 'sign-in-needed', azureCode: 'AADSTS65001' },
  ],
  [
    { error: 'interaction_required', aadsts: 50076, claims: mfa },
    { code: 'claims-challenge', claims: mfa },
  ],
  [{ error: 'interaction_required', aadsts: 53003 }, { code: 'sign-in-needed' }],
  [{ error: 'temporarily_unavailable' }, { code: 'azure-error', status: 503 }],
  [
    { error: 'invalid_client', aadsts: 7000222 },
    { code: 'console-not-accepted', what: 'credential', azureCode: 'AADSTS7000222' },
  ],
  [
    { error: 'invalid_client', aadsts: 700027 },
    { code: 'console-not-accepted', what: 'credential', azureCode: 'AADSTS700027' },
  ],
  [
    { error: 'invalid_client', aadsts: 700024 },
    { code: 'console-not-accepted', what: 'credential', azureCode: 'AADSTS700024' },
  ],
  [
    { error: 'unauthorized_client', aadsts: 700016 },
    { code: 'console-not-accepted', what: 'registration', azureCode: 'AADSTS700016' },
  ],
  [
    { error: 'invalid_client', aadsts: 7000229 },
    { code: 'console-not-accepted', what: 'registration', azureCode: 'AADSTS7000229' },
  ],
] as const;

for (const [refusal, failure] of refusals) {
  const met = 'aadsts' in refusal ? `AADSTS${refusal.aadsts}` : refusal.error;
  test(`says ${failure.code} when a renewal meets ${met}`, async () => {
    const refused = { ...refusal, when: 'silent', tenantId: other };
    const { token } = await world.signedIn({ refusals: [refused] });
    expect(await token(other)).toMatchObject({
      ok: false,
      error: { ...failure, correlationId: expect.any(String) },
    });
    expect((await token(home)).ok).toBe(true);
  });
}

test('says sign-in needed for a directory that does not know the person', async () => {
  const { token } = await world.signedIn({ guestIn: [] });
  expect(await token(other)).toMatchObject({
    ok: false,
    error: { code: 'sign-in-needed', azureCode: 'AADSTS50020' },
  });
});

test('says that Entra cannot be reached', async () => {
  const { token } = await world.signedIn();
  const fault = { match: { path: '/token' }, times: 1, do: { reset: 'before' } };
  await world.entra.control('POST', 'faults', fault);
  expect(await token(other)).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  expect((await token(other)).ok).toBe(true);
});

test('warns the operator of what their own directory does not know, and not of any other', async () => {
  const warn = vi.spyOn(log, 'warn');
  for (const tenantId of [other, home]) {
    warn.mockClear();
    const refused = { error: 'unauthorized_client', aadsts: 700016, when: 'silent', tenantId };
    // So short a token is renewed at once, also the one that the sign-in brought.
    const { token } = await world.signedIn({ refusals: [refused], tokenLifetimeSeconds: 290 });
    expect(await token(tenantId)).toMatchObject({ ok: false });
    expect(warn).toHaveBeenCalledTimes(tenantId === home ? 1 : 0);
  }
});

test('says so when an answer is no JSON', async () => {
  const { token } = await world.signedIn();
  const answer = { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad</h1>' };
  const fault = { match: { path: '/token' }, times: 1, do: { answer } };
  await world.entra.control('POST', 'faults', fault);
  expect(await token(other)).toMatchObject({ ok: false, error: { code: 'unreachable' } });
});

test('says which part of the registration Entra does not accept', async () => {
  const { session } = await world.signedIn();
  const clientCredential = { kind: 'secret', secret: 'wrong' } as const;
  const settings = { ...world.auth.settings, clientCredential };
  const credential = credentialFor(session.grant, other, async () => ({ ...world.auth, settings }));
  expect(await credential.token()).toMatchObject({
    ok: false,
    error: { code: 'console-not-accepted', what: 'credential', azureCode: 'AADSTS7000215' },
  });
});
