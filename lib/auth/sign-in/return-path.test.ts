import fc from 'fast-check';
import { expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

const kept = [
  '/',
  '/clusters',
  '/clusters?q=a%20b&page=2#row',
  '/clusters/11112222-bbbb-3333-cccc-4444dddd5555/rg/aks-1/add-my-ip',
  '/sign-in-help',
];

for (const path of kept) {
  test(`goes back to ${path}`, () => expect(returnPath(path)).toBe(path));
}

const refused = [
  undefined,
  null,
  '',
  'clusters',
  'https://evil.example.com/',
  '//evil.example.com',
  '/\\evil.example.com',
  '/\t/evil.example.com',
  '\\\\evil.example.com',
  '/a/..//evil.example.com',
  'javascript:alert(1)',
  '/sign-in?return=/clusters',
  '/sign-out',
  '/auth/callback?code=x',
  `/${'a'.repeat(2_000)}`,
];

for (const path of refused) {
  test(`goes home instead of ${JSON.stringify(path)?.slice(0, 60)}`, () => {
    expect(returnPath(path)).toBe('/clusters');
  });
}

test('never leaves this site, whatever is given', () => {
  const pieces = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '@',
    ':',
    '\t',
    '\n',
    '%2f',
    'evil.com',
    'a',
  );
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const path = returnPath(parts.join(''));
      expect(new URL(path, 'https://drawbridge.example.com').origin).toBe(
        'https://drawbridge.example.com',
      );
    }),
  );
});
