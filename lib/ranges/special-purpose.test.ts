import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRange } from './cidr.ts';
import { coverageOf } from './entry.ts';
import { covers, formatAddress, formatCidr, parseAddress, rangeAround } from './ipv4.ts';
import { isSpecialPurpose, specialPurposeOf } from './special-purpose.ts';
import { pythonSaysGlobal, pythonSaysNotGlobal } from './test-special-purpose.ts';

type Difference = readonly [how: 'at' | 'in', where: string, why: string];

/** Where this product differs from Python on purpose, and why: in all of a range, or at a range itself. */
const differences: readonly Difference[] = [
  ['at', '0.0.0.0/0', 'the whole internet is the crossing to open, not a range to add'],
  ['at', '224.0.0.0/3', 'multicast and reserved together: Python looks for one block around it'],
  ['in', '224.0.0.0/4', 'multicast: nobody comes from such an address'],
  ['in', '192.88.99.0/24', '6to4 relay anycast: withdrawn by RFC 7526, never a source address'],
  ['in', '192.0.0.0/24', 'IETF assignments: Python 3.11 knows only parts of this block'],
];

function differs([how, where]: Difference, text: string): boolean {
  const [outer, inner] = [coverageOf(where), coverageOf(text)];
  if (!outer || !inner) return false;
  return how === 'in' ? covers(outer, inner) : formatCidr(inner) === where;
}

const listOf = (text: string) => text.trim().split(/\s+/);

describe('what may be added, held against Python ipaddress.is_global', () => {
  test('the table is of a useful size', () => {
    expect(listOf(pythonSaysGlobal).length).toBeGreaterThan(100);
    expect(listOf(pythonSaysNotGlobal).length).toBeGreaterThan(100);
  });

  test.each(listOf(pythonSaysNotGlobal))('refuses %s, which Python calls not global', (text) => {
    expect(parseRange(text).ok).toBe(false);
  });

  const refused = listOf(pythonSaysGlobal).filter((text) => !parseRange(text).ok);

  test('takes what Python calls global, but for the differences that are on purpose', () => {
    const unexplained = refused.filter((text) => !differences.some((each) => differs(each, text)));
    expect(unexplained).toEqual([]);
  });

  test.each(differences)('differs %s %s: %s', (...difference) => {
    expect(refused.filter((text) => differs(difference, text))).not.toEqual([]);
  });
});

describe('the table of special-purpose blocks', () => {
  test.each([
    ['192.0.0.9/32', false],
    ['192.0.0.10/32', false],
    ['192.0.0.8/32', true],
    ['192.0.0.11/32', true],
    ['192.0.0.8/30', false],
    ['192.31.196.0/24', false],
    ['192.175.48.0/24', false],
    ['192.52.193.0/24', false],
    ['224.0.0.0/3', true],
    ['10.0.0.0/7', false],
    ['0.0.0.0/0', false],
  ])('%s lies wholly in it: %s', (text, wholly) => {
    const range = coverageOf(text);
    expect(range && specialPurposeOf(range).wholly).toBe(wholly);
  });

  test('names every block that a range touches, once', () => {
    const range = coverageOf('192.0.0.0/22');
    expect(range && specialPurposeOf(range).blocks).toEqual([
      { block: '192.0.0.0/24', name: 'IETF Protocol Assignments' },
      { block: '192.0.2.0/24', name: 'Documentation (TEST-NET-1)' },
    ]);
  });

  test('calls a range special only when both ends and every address between are', () => {
    const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(address, fc.integer({ min: 8, max: 32 }), address, (at, bits, seed) => {
        const range = rangeAround(at, bits);
        const inside = range.network + (seed % 2 ** (32 - bits));
        const { wholly } = specialPurposeOf(range);
        if (wholly) expect(isSpecialPurpose(inside, inside), formatAddress(inside)).toBe(true);
        if (!isSpecialPurpose(inside, inside)) expect(wholly, formatCidr(range)).toBe(false);
      }),
    );
  });

  test.each(['1.1.1.1', '81.2.69.142', '168.63.129.16', '223.255.255.255'])(
    'leaves %s alone',
    (text) => {
      const address = parseAddress(text) ?? 0;
      expect(isSpecialPurpose(address, address)).toBe(false);
    },
  );
});
