import fc from 'fast-check';
import IPCIDR from 'ip-cidr';
import { describe, expect, test } from 'vitest';
import { type CidrProblem, parseRange, problemWords } from './cidr.ts';
import {
  countAddresses,
  covers,
  firstAddress,
  formatAddress,
  formatCidr,
  lastAddress,
  rangesFromSpan,
} from './ipv4.ts';
import { anyAddress, anyCidr, publicRange } from './test-arbitraries.ts';

const taken = [
  ['73.140.245.0/24', '73.140.245.0/24'],
  ['137.117.106.88/29', '137.117.106.88/29'],
  ['81.2.69.142/32', '81.2.69.142/32'],
  ['81.2.69.142', '81.2.69.142/32'],
  ['0.0.0.0/1', '0.0.0.0/1'],
  ['128.0.0.0/1', '128.0.0.0/1'],
  ['10.0.0.0/7', '10.0.0.0/7'],
  ['192.0.0.9', '192.0.0.9/32'],
  ['168.63.129.16', '168.63.129.16/32'],
] as const;

const refused = [
  ['137.117.106.90/29', 'host-bits-set'],
  ['73.140.245.0/33', 'prefix-out-of-range'],
  ['73.140.245.0/', 'prefix-out-of-range'],
  ['73.140.245.0/024', 'prefix-out-of-range'],
  ['73.140.245.0/-1', 'prefix-out-of-range'],
  ['73.140.245.0/2.4', 'prefix-out-of-range'],
  ['73.140.245.0/1e1', 'prefix-out-of-range'],
  ['73.140.245.0/255.255.255.0', 'prefix-out-of-range'],
  ['73.140.245.010', 'not-an-address'],
  ['073.140.245.0/24', 'not-an-address'],
  ['73.140.245.256', 'not-an-address'],
  ['73.140.245', 'not-an-address'],
  ['73.140.245.0.0', 'not-an-address'],
  ['73.140.245.0/24/8', 'not-an-address'],
  [' 73.140.245.0/24', 'not-an-address'],
  ['73.140.245.0 /24', 'not-an-address'],
  ['73.140.245.0/24\n', 'prefix-out-of-range'],
  ['0x49.140.245.0', 'not-an-address'],
  ['1234567890', 'not-an-address'],
  ['٧٣.140.245.0', 'not-an-address'],
  ['', 'not-an-address'],
  ['/24', 'not-an-address'],
  ['example.com', 'not-an-address'],
  ['AzureCloud', 'service-tag'],
  ['AzureCloud.WestEurope', 'service-tag'],
  ['2001:db8::/32', 'ipv6'],
  ['::ffff:81.2.69.142', 'ipv6'],
  ['::1', 'ipv6'],
  ['10.0.0.0/8', 'special-purpose'],
  ['10.1.2.3/8', 'special-purpose'],
  ['192.168.1.1', 'special-purpose'],
  ['100.64.0.1', 'special-purpose'],
  ['127.0.0.1', 'special-purpose'],
  ['169.254.169.254', 'special-purpose'],
  ['192.0.2.0/24', 'special-purpose'],
  ['224.0.0.1', 'special-purpose'],
  ['240.0.0.0/4', 'special-purpose'],
  ['255.255.255.255', 'special-purpose'],
  ['0.0.0.0/8', 'special-purpose'],
  ['0.0.0.0/0', 'whole-internet'],
  ['81.2.69.142/0', 'whole-internet'],
  ['0.0.0.0/32', 'cluster-only-placeholder'],
  ['0.0.0.0', 'cluster-only-placeholder'],
] as const;

// A pattern that tries each colon as each of the two that it wants takes longer here than a test may.
test('reads thousands of colons as no address', () => {
  const text = `${':'.repeat(6_000)}x`;
  expect(parseRange(text)).toEqual({ ok: false, error: { code: 'not-an-address', text } });
});

describe('what may be added to a list', () => {
  test.each(taken)('takes %s as %s', (text, canonical) => {
    const range = parseRange(text);
    expect(range.ok && formatCidr(range.value)).toBe(canonical);
  });

  test.each(refused)('refuses %j as %s', (text, code) => {
    expect(parseRange(text)).toMatchObject({ ok: false, error: { code, text } });
  });

  test('offers the range that host bits were probably meant for', () => {
    expect(parseRange('137.117.106.90/29')).toEqual({
      ok: false,
      error: { code: 'host-bits-set', text: '137.117.106.90/29', meant: '137.117.106.88/29' },
    });
  });

  test('names the block that nobody comes from, and both where it takes two', () => {
    expect(parseRange('172.20.0.0/16')).toMatchObject({
      error: { block: '172.16.0.0/12', name: 'Private-Use' },
    });
    expect(parseRange('224.0.0.0/3')).toMatchObject({
      error: { block: '224.0.0.0/4 and 240.0.0.0/4' },
    });
  });

  test('takes exactly the canonical text of a public range', () => {
    fc.assert(
      fc.property(publicRange, (range) => {
        expect(parseRange(formatCidr(range))).toEqual({ ok: true, value: range });
      }),
    );
  });

  test('never takes what ip-cidr refuses', () => {
    const almost = fc.stringMatching(/^[0-9a-f.:/ ]{0,24}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), almost, anyCidr.map(formatCidr)), (text) => {
        if (!parseRange(text).ok) return;
        expect(IPCIDR.isValidCIDR(text.includes('/') ? text : `${text}/32`)).toBe(true);
      }),
    );
  });
});

describe('the arithmetic of ranges', () => {
  test('agrees with ip-cidr on first, last and size', () => {
    fc.assert(
      fc.property(anyCidr, (range) => {
        const theirs = new IPCIDR(formatCidr(range));
        expect(formatAddress(firstAddress(range))).toBe(theirs.start());
        expect(formatAddress(lastAddress(range))).toBe(theirs.end());
        expect(BigInt(countAddresses(range))).toBe(theirs.size);
      }),
    );
  });

  test('a range covers another when both its ends lie inside', () => {
    fc.assert(
      fc.property(anyCidr, anyCidr, (outer, inner) => {
        const within =
          firstAddress(outer) <= firstAddress(inner) && lastAddress(inner) <= lastAddress(outer);
        expect(covers(outer, inner)).toBe(within);
      }),
    );
  });

  test('a span becomes the fewest ranges that hold it exactly, in order and without a gap', () => {
    fc.assert(
      fc.property(anyAddress, anyAddress, (a, b) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)];
        const ranges = rangesFromSpan(first, last);
        expect(ranges.map(firstAddress)).toEqual([
          first,
          ...ranges.slice(0, -1).map((range) => lastAddress(range) + 1),
        ]);
        expect(ranges.map(lastAddress).at(-1)).toBe(last);
        expect(ranges.length).toBeLessThanOrEqual(62);
        for (const range of ranges) {
          expect(range.network % countAddresses(range)).toBe(0);
        }
        const sizes = ranges.map(({ prefixBits }) => prefixBits);
        const widest = sizes.indexOf(Math.min(...sizes));
        expect(sizes.slice(0, widest)).toEqual(sizes.slice(0, widest).toSorted((x, y) => y - x));
      }),
    );
  });
});

describe('the words of a problem', () => {
  const problems: readonly CidrProblem[] = [
    { code: 'not-an-address', text: 'abc' },
    { code: 'service-tag', text: 'AzureCloud' },
    { code: 'ipv6', text: '::1' },
    { code: 'prefix-out-of-range', text: '1.2.3.4/33' },
    { code: 'host-bits-set', text: '1.2.3.4/24', meant: '1.2.3.0/24' },
    { code: 'special-purpose', text: '10.0.0.1', block: '10.0.0.0/8', name: 'Private-Use' },
    { code: 'whole-internet', text: '0.0.0.0/0' },
    { code: 'cluster-only-placeholder', text: '0.0.0.0/32' },
    { code: 'reversed-span', text: '1.2.3.9-1.2.3.1', meant: '1.2.3.1-1.2.3.9' },
  ];

  test.each(problems)('repeat what was typed and end as a sentence: $code', (problem) => {
    expect(problemWords(problem)).toContain(problem.text);
    expect(problemWords(problem)).toMatch(/[.?]$/);
  });

  test.each(['example.com', 'https://example.com/x', 'myaks.hcp.westeurope.azmk8s.io:443'])(
    'say of %s that it is a name',
    (text) => expect(problemWords({ code: 'not-an-address', text })).toContain('names'),
  );

  test('shorten what is very long', () => {
    expect(problemWords({ code: 'not-an-address', text: 'x'.repeat(5_000) }).length).toBeLessThan(
      250,
    );
  });
});
