import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessOfEntries, addressesAdmitted } from './access.ts';
import { ALL_ADDRESSES, firstAddress, formatCidr, lastAddress, rangesFromSpan } from './ipv4.ts';
import { anyCidr } from './test-arbitraries.ts';

const eighths = [0, 1, 2, 3, 4, 5, 6, 7].map((part) => `${part * 32}.0.0.0/3`);

describe('access, judged by what entries cover', () => {
  test.each<[what: string, entries: readonly string[], access: string]>([
    ['no list', [], 'open'],
    ['the whole internet', ['0.0.0.0/0'], 'open'],
    ['the whole internet, oddly written', ['81.2.69.142/0'], 'open'],
    ['the whole internet beside others', ['73.140.245.0/24', '0.0.0.0/0'], 'open'],
    ['the whole internet between spaces', [' 0.0.0.0/0 '], 'open'],
    ['two halves', ['128.0.0.0/1', '0.0.0.0/1'], 'open'],
    ['eight eighths', eighths, 'open'],
    ['all but multicast and reserved space', eighths.slice(0, 7), 'open'],
    ['all but a private block', rangesBut(0x0a000000, 0x0affffff), 'open'],
    ['all but one public address', rangesBut(0x5102458e, 0x5102458e), 'restricted'],
    ['one half', ['0.0.0.0/1'], 'restricted'],
    ['one range', ['73.140.245.0/24'], 'restricted'],
    ['a service tag alone', ['AzureCloud'], 'restricted'],
    ['something nobody understands', ['?'], 'restricted'],
    ['the placeholder', ['0.0.0.0/32'], 'cluster-only'],
    ['the placeholder as a bare address', ['0.0.0.0'], 'cluster-only'],
    ['the placeholder beside others', ['0.0.0.0/32', '73.140.245.0/24'], 'restricted'],
  ])('%s', (_, entries, access) => {
    expect(accessOfEntries(entries)).toBe(access);
  });
});

describe('how many addresses a list admits', () => {
  test.each<[entries: readonly string[], count: number]>([
    [[], ALL_ADDRESSES],
    [['0.0.0.0/0'], ALL_ADDRESSES],
    [['0.0.0.0/32'], 0],
    [['AzureCloud'], 0],
    [['73.140.245.0/24', '81.2.69.142'], 257],
    [['73.140.245.0/24', '73.140.245.128/25', '73.140.245.0/24'], 256],
    [['137.117.106.90/29'], 8],
  ])('%j: %d', (entries, count) => {
    expect(addressesAdmitted(entries)).toBe(count);
  });

  test('counts each address once, in whatever order the entries stand', () => {
    fc.assert(
      fc.property(fc.array(anyCidr, { minLength: 2, maxLength: 20 }), (ranges) => {
        const entries = ranges.map(formatCidr);
        const count = addressesAdmitted(entries);
        expect(addressesAdmitted(entries.toReversed())).toBe(count);
        expect(addressesAdmitted([...entries, ...entries])).toBe(count);
        expect(count).toBe(countBySweep(ranges.map((r) => [firstAddress(r), lastAddress(r)])));
      }),
    );
  });
});

function rangesBut(first: number, last: number): readonly string[] {
  return [...rangesFromSpan(0, first - 1), ...rangesFromSpan(last + 1, ALL_ADDRESSES - 1)].map(
    formatCidr,
  );
}

/** Counts another way: between all ends of ranges, is somebody in? */
function countBySweep(intervals: readonly (readonly [number, number])[]): number {
  const cuts = [...new Set(intervals.flatMap(([first, last]) => [first, last + 1]))];
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).reduce((sum, next, i) => {
    const at = cuts[i] ?? 0;
    return intervals.some(([first, last]) => first <= at && at <= last) ? sum + next - at : sum;
  }, 0);
}
