import { expect, test } from 'vitest';
import { guardRequest } from './guard.ts';

const publicUrl = 'https://drawbridge.example.com';

const cases = [
  [{ origin: publicUrl }, 'ok'],
  [{ origin: publicUrl, 'sec-fetch-site': 'same-origin' }, 'ok'],
  [{ 'sec-fetch-site': 'same-origin' }, 'ok'],
  [{}, 'no-origin'],
  [{ 'sec-fetch-site': 'none' }, 'no-origin'],
  [{ 'sec-fetch-site': 'same-site' }, 'no-origin'],
  [{ 'sec-fetch-site': 'cross-site' }, 'no-origin'],
  [{ referer: `${publicUrl}/clusters` }, 'no-origin'],
  [{ origin: 'null' }, 'foreign-origin'],
  [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, 'foreign-origin'],
  [{ origin: '' }, 'foreign-origin'],
  [{ origin: 'http://drawbridge.example.com' }, 'foreign-origin'],
  [{ origin: 'https://drawbridge.example.com:8443' }, 'foreign-origin'],
  [{ origin: 'https://evil.example.com' }, 'foreign-origin'],
  [{ origin: `${publicUrl}.evil.example.com` }, 'foreign-origin'],
  [{ origin: `${publicUrl}, https://evil.example.com` }, 'foreign-origin'],
  [
    { origin: 'https://evil.example.com', 'x-forwarded-host': 'evil.example.com' },
    'foreign-origin',
  ],
] as const;

for (const [headers, expected] of cases) {
  test(`${expected === 'ok' ? 'lets through' : 'refuses'} ${JSON.stringify(headers)}`, () => {
    const result = guardRequest(new Headers({ ...headers }), publicUrl);
    expect(result.ok ? 'ok' : result.error.code).toBe(expected);
  });
}

test('compares with the origin when the public URL has a port', () => {
  const headers = new Headers({ origin: 'http://localhost:3000' });
  expect(guardRequest(headers, 'http://localhost:3000/').ok).toBe(true);
});
