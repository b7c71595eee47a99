import { ConfidentialClientApplication } from '@azure/msal-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createControlClient } from '../control-client.ts';
import { type Emulator, startEmulator } from '../start.ts';
import { pick } from '../testing/browser.ts';
import { application, contoso } from '../world/world.ts';

const fabrikam = 'b3e1a1f0-2c55-4d0e-9f6a-70a9b1c2d3e4';
const scopes = ['https://management.azure.com/user_impersonation', 'offline_access', 'openid'];
const redirectUri = 'http://localhost:3000/auth/callback';
const verifier = 'a-verifier-that-is-long-enough-for-the-rfc-7636-minimum';
const challenge = Buffer.from(
  await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)),
).toString('base64url');
const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'p1' } } });

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({
    seed: {
      tenants: [{ id: fabrikam, displayName: 'Fabrikam' }],
      people: [
        { upn: 'ada@contoso.com', displayName: 'Ada', guestIn: [{ tenantId: fabrikam }] },
        { upn: 'ravi@contoso.com', displayName: 'Ravi' },
      ],
    },
  });
});
afterAll(() => emulator.close());

/** Microsoft's client with http addresses, which it takes only from a document like this one. */
function client(): ConfidentialClientApplication {
  const base = `${emulator.url}/{tenantid}`;
  return new ConfidentialClientApplication({
    auth: {
      clientId: application.clientId,
      clientSecret: application.clientSecret,
      authority: 'https://localhost/organizations',
      knownAuthorities: ['localhost'],
      clientCapabilities: ['cp1'],
      authorityMetadata: JSON.stringify({
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        end_session_endpoint: `${base}/oauth2/v2.0/logout`,
        issuer: `${base}/v2.0`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      }),
    },
  });
}

async function signIn(person: string, extra: { claims?: string } = {}) {
  const msal = client();
  const url = await msal.getAuthCodeUrl({
    scopes,
    redirectUri,
    state: 'the-state',
    nonce: 'the-nonce',
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    ...extra,
  });
  const landed = await pick(url, person);
  expect(landed.searchParams.get('state')).toBe('the-state');
  const code = landed.searchParams.get('code') ?? '';
  const tokens = await msal.acquireTokenByCode({
    code,
    scopes,
    redirectUri,
    codeVerifier: verifier,
    nonce: 'the-nonce',
  });
  return { msal, tokens };
}

describe("Microsoft's sign-in client", () => {
  test('signs in with code and PKCE and gets tokens for ARM', async () => {
    const { tokens } = await signIn('ada@contoso.com');

    expect(tokens.account).toMatchObject({ username: 'ada@contoso.com', tenantId: contoso.id });
    expect(tokens.idTokenClaims).toMatchObject({ nonce: 'the-nonce', tid: contoso.id });
    const payload = JSON.parse(atob(tokens.accessToken.split('.')[1] ?? ''));
    expect(payload).toMatchObject({
      aud: 'https://management.azure.com',
      iss: `https://sts.windows.net/${contoso.id}/`,
      scp: 'user_impersonation',
      xms_cc: ['cp1'],
    });
  });

  test('gets a token of another directory silently, with another object id', async () => {
    const { msal, tokens } = await signIn('ada@contoso.com');
    if (!tokens.account) throw new Error('no account');

    const account = { ...tokens.account, tenantId: fabrikam };
    const authority = `https://localhost/${fabrikam}`;
    const there = await msal.acquireTokenSilent({ account, authority, scopes });

    expect(there.tenantId).toBe(fabrikam);
    const [here, other] = [tokens, there].map(
      ({ accessToken }) => JSON.parse(atob(accessToken.split('.')[1] ?? '')).oid,
    );
    expect(other).not.toBe(here);
  });

  test('is told to involve the person when silent renewal cannot meet the claims', async () => {
    const { msal, tokens } = await signIn('ada@contoso.com');
    if (!tokens.account) throw new Error('no account');

    const renewal = msal.acquireTokenSilent({ account: tokens.account, scopes, claims });

    await expect(renewal).rejects.toMatchObject({ errorCode: 'interaction_required' });
  });

  test('gets a token with the claims it asked for at sign-in', async () => {
    const { tokens } = await signIn('ada@contoso.com', { claims });

    expect(JSON.parse(atob(tokens.accessToken.split('.')[1] ?? ''))).toMatchObject({
      acrs: ['p1'],
      amr: ['pwd', 'mfa'],
    });
  });

  test('is refused in a directory where the person is nobody', async () => {
    const { msal, tokens } = await signIn('ravi@contoso.com');
    if (!tokens.account) throw new Error('no account');

    const account = { ...tokens.account, tenantId: fabrikam };
    const authority = `https://localhost/${fabrikam}`;
    const there = msal.acquireTokenSilent({ account, authority, scopes });

    await expect(there).rejects.toMatchObject({ errorCode: 'invalid_grant' });
  });

  test('is refused silently where the directory says so, until the person is involved', async () => {
    const { msal, tokens } = await signIn('ravi@contoso.com');
    if (!tokens.account) throw new Error('no account');
    const control = createControlClient(emulator.url);
    await control.editPerson('ravi@contoso.com', {
      refusals: [{ when: 'silent', error: 'interaction_required', aadsts: 50076, claims }],
    });

    const { account } = tokens;
    const renewal = msal.acquireTokenSilent({ account, scopes, forceRefresh: true });

    await expect(renewal).rejects.toMatchObject({ errorCode: 'interaction_required', claims });
  });
});
