import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress, parseAddress, parsePrefixBits } from './ipv4.ts';
import { anyAddress } from './test-arbitraries.ts';

test('an address comes back from its text', () => {
  fc.assert(
    fc.property(anyAddress, (address) => {
      expect(parseAddress(formatAddress(address))).toBe(address);
    }),
  );
});

test('nothing is read as an address that would be written in another way', () => {
  const almost = fc.stringMatching(/^(0?\d{1,3}\.?){3,5}$/);
  fc.assert(
    fc.property(fc.oneof(almost, fc.string()), (text) => {
      const address = parseAddress(text);
      if (address !== undefined) expect(formatAddress(address)).toBe(text);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['0', 0],
  ['9', 9],
  ['32', 32],
  ['33', undefined],
  ['00', undefined],
  ['08', undefined],
  ['+8', undefined],
  ['8 ', undefined],
  ['', undefined],
  ['100', undefined],
])('the prefix %j is read as %s', (text, bits) => {
  expect(parsePrefixBits(text)).toBe(bits);
});
