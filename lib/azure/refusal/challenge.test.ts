import { expect, test } from 'vitest';
import { parseChallenges, readChallengedTenant, readClaims } from './challenge.ts';

const json =
  '{"access_token":{"nbf":{"essential":true,"value":"1604106651"},"x":{"value":"?>?>"}}}';
const base64 = Buffer.from(json).toString('base64');
const base64url = Buffer.from(json).toString('base64url');
const headers = (value: string) => new Headers({ 'www-authenticate': value });

const readable = {
  'base64 with padding': `Bearer realm="", error="insufficient_claims", claims="${base64}"`,
  'base64 without padding': `Bearer error="insufficient_claims", claims="${base64.replace(/=+$/, '')}"`,
  base64url: `Bearer error="insufficient_claims", claims="${base64url}"`,
  'an invalid token': `Bearer authorization_uri="https://login.windows.net/", error="invalid_token", error_description="User session has been revoked, sign in", claims="${base64}"`,
  'no error at all': `Bearer claims="${base64}"`,
  'unquoted claims': `bearer claims=${base64}`,
  'a second challenge': `Basic realm="a, b", Bearer error="invalid_token", claims="${base64}"`,
  'an escaped quote before': `Bearer error_description="say \\"claims=\\", please", claims="${base64}"`,
};

for (const [name, header] of Object.entries(readable)) {
  test(`reads claims from a challenge with ${name}`, () => {
    expect(readClaims(headers(header))).toBe(json);
  });
}

const unreadable = {
  'no claims': 'Bearer error="invalid_token"',
  'claims that are not JSON': `Bearer claims="${Buffer.from('hello').toString('base64')}"`,
  'claims that are only a number': `Bearer claims="${Buffer.from('5').toString('base64')}"`,
  'empty claims': 'Bearer claims=""',
  'another scheme': `PoP claims="${base64}"`,
  nothing: '',
};

for (const [name, header] of Object.entries(unreadable)) {
  test(`reads no claims from a challenge with ${name}`, () => {
    expect(readClaims(headers(header))).toBeUndefined();
  });
}

test('keeps commas and equals signs of quoted values', () => {
  const [challenge] = parseChallenges('Bearer realm="a, b=c", error="e"');
  expect([...(challenge?.parameters ?? [])]).toEqual([
    ['realm', 'a, b=c'],
    ['error', 'e'],
  ]);
});

const tenant = '54826b22-38d6-4fb2-bad9-b7b93a3e9c5a';
const tenants = [
  [`Bearer authorization_uri="https://login.windows.net/${tenant}", error="invalid_token"`, tenant],
  [
    `Bearer authorization_uri="https://login.microsoftonline.com/${tenant}/oauth2/authorize"`,
    tenant,
  ],
  [`Bearer authorization_uri="http://127.0.0.1:8123/${tenant.toUpperCase()}"`, tenant],
  [
    'Bearer authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
    undefined,
  ],
  ['Bearer error="invalid_token"', undefined],
] as const;

for (const [header, expected] of tenants) {
  test(`finds the directory ${expected ?? 'nowhere'} in ${header}`, () => {
    expect(readChallengedTenant(headers(header))).toBe(expected);
  });
}
