import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addRenewal, addSignIn, emptyCache } from './token-cache.ts';

type Tokens = Record<string, string>;
const cache = (tokens: Tokens) => JSON.stringify({ AccessToken: tokens });
const tokensOf = (text: string): unknown => JSON.parse(text).AccessToken;

test('lays a sign-in over what was kept', () => {
  const kept = cache({ home: 'old', other: 'kept' });
  expect(tokensOf(addSignIn(kept, cache({ home: 'new' })))).toEqual({ home: 'new', other: 'kept' });
});

test('starts with a sign-in when nothing was kept', () => {
  expect(tokensOf(addSignIn(emptyCache, cache({ home: 'new' })))).toEqual({ home: 'new' });
});

const renewals = [
  ['adds a token', {}, { home: 'new' }, { other: 'x' }, { home: 'new', other: 'x' }],
  ['renews a token', { home: 'old' }, { home: 'new' }, { home: 'old' }, { home: 'new' }],
  ['drops a token that was dropped', { home: 'old' }, {}, { home: 'old' }, {}],
  [
    'keeps what others wrote to another directory meanwhile',
    { home: 'old', other: 'old' },
    { home: 'new', other: 'old' },
    { home: 'old', other: 'with MFA' },
    { home: 'new', other: 'with MFA' },
  ],
  [
    'leaves a token to others who renewed it too',
    { home: 'old' },
    { home: 'new' },
    { home: 'with MFA' },
    { home: 'with MFA' },
  ],
  [
    'leaves a token to others who renewed what we dropped',
    { home: 'old' },
    {},
    { home: 'new' },
    { home: 'new' },
  ],
  ['does not bring back what others dropped', { home: 'old' }, { home: 'new' }, {}, {}],
] as const;

for (const [what, base, renewed, kept, expected] of renewals) {
  test(`on renewal ${what}`, () => {
    expect(tokensOf(addRenewal(cache(base), cache(renewed), cache(kept)))).toEqual(expected);
  });
}

test('a renewal of some entries never changes any other', () => {
  const tokens = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2', '3'));
  fc.assert(
    fc.property(tokens, tokens, tokens, (base, renewed, kept) => {
      const merged = addRenewal(cache(base), cache(renewed), cache(kept));
      for (const key of ['a', 'b', 'c', 'd']) {
        const untouchedByUs = base[key] === renewed[key];
        if (untouchedByUs) expect(JSON.parse(merged).AccessToken[key]).toBe(kept[key]);
      }
    }),
  );
});
