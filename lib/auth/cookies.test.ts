import { expect, test } from 'vitest';
import { cookieName, readCookie, setCookie } from './cookies.ts';
import { testSettings } from './test-kit.ts';

const deployed = {
  PUBLIC_URL: 'https://drawbridge.example.com:8443',
  AZURE_TENANT_ID: 'contoso.onmicrosoft.com',
};

test('names cookies after the port on loopback, where consoles share a host', () => {
  expect(cookieName('session', testSettings({ PORT: '3001' }))).toBe('sid-3001');
  expect(cookieName('sign-in', testSettings())).toBe('signin-3000');
});

test('names cookies plainly elsewhere', () => {
  expect(cookieName('session', testSettings(deployed))).toBe('__Host-sid');
});

test('asks for a secure channel over https, and not on http://localhost, where Safari would take none', () => {
  expect(setCookie('__Host-sid', 'abc')).toBe(
    '__Host-sid=abc; Path=/; Secure; HttpOnly; SameSite=Lax',
  );
  expect(setCookie('sid-3000', 'abc')).toBe('sid-3000=abc; Path=/; HttpOnly; SameSite=Lax');
});

test('asks for a secure channel on loopback, too, where that is https', () => {
  const settings = testSettings({ PUBLIC_URL: 'https://localhost:3001' });
  expect(cookieName('session', settings)).toBe('__Host-sid-3001');
});

const headers = [
  ['__Host-sid=abc', 'abc'],
  ['a=b; __Host-sid=abc; c=d', 'abc'],
  ['a=b;__Host-sid=a=b', 'a=b'],
  ['__Host-sid-3000=abc', undefined],
  ['x__Host-sid=abc', undefined],
  ['__Host-sid=', undefined],
  ['', undefined],
  [null, undefined],
] as const;

for (const [header, value] of headers) {
  test(`reads ${value} from ${JSON.stringify(header)}`, () => {
    expect(readCookie(header, '__Host-sid')).toBe(value);
  });
}
