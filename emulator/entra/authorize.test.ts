import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createControlClient } from '../control-client.ts';
import { type Emulator, startEmulator } from '../start.ts';
import { pick } from '../testing/browser.ts';
import { application, contoso } from '../world/world.ts';

const scope = 'openid offline_access https://management.azure.com/user_impersonation';
const verifier = 'another-verifier-that-is-long-enough-for-the-rfc-7636';
const challenge = Buffer.from(
  await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)),
).toString('base64url');
const good: Record<string, string> = {
  client_id: application.clientId,
  response_type: 'code',
  redirect_uri: 'http://localhost:3000/auth/callback',
  scope,
  state: 'the-state',
  code_challenge: challenge,
  code_challenge_method: 'S256',
};

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({
    seed: {
      people: [
        { upn: 'ada@contoso.com', displayName: 'Ada <Lindqvist>' },
        {
          upn: 'blocked@contoso.com',
          displayName: 'Blocked',
          refusals: [{ error: 'access_denied', aadsts: 53003, when: 'interactive' }],
        },
      ],
    },
  });
});
afterAll(() => emulator.close());

const authorizeUrl = (parameters: Record<string, string> = {}, tenant = 'organizations') =>
  `${emulator.url}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams({ ...good, ...parameters })}`;

async function redeem(form: Record<string, string>, tenant = 'organizations') {
  const response = await fetch(`${emulator.url}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: application.clientId,
      client_secret: application.clientSecret,
      ...form,
    }),
  });
  const body = await response.json();
  return { status: response.status, body, aadsts: body.error_codes?.[0] };
}

async function codeForAda(): Promise<string> {
  return (await pick(authorizeUrl(), 'ada@contoso.com')).searchParams.get('code') ?? '';
}

const codeForm = (code: string) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: good['redirect_uri'] ?? '',
  code_verifier: verifier,
});

describe('the page', () => {
  test('offers a button per person, and only the one that a hint names', async () => {
    const all = await (await fetch(authorizeUrl())).text();
    const hinted = await (await fetch(authorizeUrl({ login_hint: 'ADA@contoso.com' }))).text();

    expect(all).toContain('Ada &lt;Lindqvist&gt; <span>ada@contoso.com</span>');
    expect(all).toContain('blocked@contoso.com');
    expect(hinted).not.toContain('blocked@contoso.com');
    expect(hinted).toContain('Use another account');
  });

  const unsafe = [
    ['an unknown application', { client_id: '00000000-0000-0000-0000-000000000000' }, 700016],
    ['an address that is not registered', { redirect_uri: 'https://evil.example/callback' }, 50011],
  ] as const;
  for (const [what, parameters, aadsts] of unsafe) {
    test(`keeps the browser when it meets ${what}`, async () => {
      const response = await fetch(authorizeUrl(parameters), { redirect: 'manual' });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(`AADSTS${aadsts}`);
    });
  }

  test('keeps the browser of somebody who is nobody in the directory', async () => {
    const url = authorizeUrl({}, 'b3e1a1f0-2c55-4d0e-9f6a-70a9b1c2d3e4');
    await expect(pick(url, 'ada@contoso.com')).rejects.toThrow('AADSTS90002');
  });

  const refusals = [
    ['without PKCE', { code_challenge: '' }, 'invalid_request'],
    [
      'for a scope of somebody else',
      { scope: 'https://graph.microsoft.com/User.Read' },
      'invalid_scope',
    ],
    ['without a person, silently', { prompt: 'none' }, 'login_required'],
    ['for a token in the address', { response_type: 'token' }, 'unsupported_response_type'],
  ] as const;
  for (const [what, parameters, error] of refusals) {
    test(`sends a request ${what} back with ${error}`, async () => {
      const { searchParams } = await pick(authorizeUrl(parameters), 'ada@contoso.com');
      expect(searchParams.get('error')).toBe(error);
      expect(searchParams.get('state')).toBe('the-state');
      expect(searchParams.get('code')).toBeNull();
    });
  }

  test('sends those back whom a policy blocks, with the number and the trace', async () => {
    const { searchParams } = await pick(authorizeUrl(), 'blocked@contoso.com');
    expect(searchParams.get('error')).toBe('access_denied');
    expect(searchParams.get('error_description')).toMatch(
      /^AADSTS53003: .*Trace ID: [0-9a-f-]{36}/,
    );
  });
});

describe('the token endpoint', () => {
  test('takes a code once', async () => {
    const code = await codeForAda();
    const [first, second] = [await redeem(codeForm(code)), await redeem(codeForm(code))];

    expect(first.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const info = JSON.parse(Buffer.from(first.body.client_info, 'base64url').toString());
    expect(info.utid).toBe(contoso.id);
    expect([second.status, second.body.error, second.aadsts]).toEqual([
      400,
      'invalid_grant',
      54005,
    ]);
  });

  const mistakes = [
    ['another verifier', { code_verifier: 'something-else' }, 'invalid_grant', 50148],
    [
      'another redirect address',
      { redirect_uri: 'http://localhost:1/x' },
      'invalid_grant',
      9000214,
    ],
    ['a wrong secret', { client_secret: 'guessed' }, 'invalid_client', 7000215],
    [
      'an unknown client',
      { client_id: '00000000-0000-0000-0000-000000000000' },
      'unauthorized_client',
      700016,
    ],
    ['no person', { grant_type: 'client_credentials' }, 'unsupported_grant_type', 70003],
  ] as const;
  for (const [what, form, error, aadsts] of mistakes) {
    test(`refuses ${what}`, async () => {
      const code = await codeForAda();
      const refused = await redeem({ ...codeForm(code), ...form });
      expect([refused.body.error, refused.aadsts]).toEqual([error, aadsts]);
      expect(refused.body.access_token).toBeUndefined();
    });
  }

  test('renews silently for another directory only where the person is known', async () => {
    const first = await redeem(codeForm(await codeForAda()));
    const form = { grant_type: 'refresh_token', refresh_token: first.body.refresh_token, scope };

    const here = await redeem(form, contoso.id);
    const there = await redeem(form, 'b3e1a1f0-2c55-4d0e-9f6a-70a9b1c2d3e4');

    expect(here.status).toBe(200);
    expect([there.status, there.aadsts]).toEqual([400, 90002]);
  });

  test('gives tokens that live as long as the person says', async () => {
    const control = createControlClient(emulator.url);
    await control.editPerson('ada@contoso.com', { tokenLifetimeSeconds: 2 });
    const { body } = await redeem(codeForm(await codeForAda()));
    await control.editPerson('ada@contoso.com', { tokenLifetimeSeconds: 3600 });

    expect(body.expires_in).toBe(2);
    const { iat, exp } = JSON.parse(atob(body.access_token.split('.')[1]));
    expect(exp - iat).toBe(2);
  });
});

test('sign-out goes where it was asked to', async () => {
  const url = `${emulator.url}/organizations/oauth2/v2.0/logout`;
  const target = 'http://localhost:3000/signed-out';
  const sent = await fetch(`${url}?post_logout_redirect_uri=${encodeURIComponent(target)}`, {
    redirect: 'manual',
  });
  expect(sent.headers.get('location')).toBe(target);
  expect(await (await fetch(url)).text()).toContain('You signed out');
});
