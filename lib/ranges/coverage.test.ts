import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countCovered, coverageOfRanges, coversRange, mergeIntervals } from './coverage.ts';
import { countAddresses, covers, firstAddress, lastAddress } from './ipv4.ts';
import { anyCidr } from './test-arbitraries.ts';

const someRanges = fc.array(anyCidr, { maxLength: 12 });

test('merged intervals ascend with a gap between any two', () => {
  fc.assert(
    fc.property(someRanges, (ranges) => {
      const merged = coverageOfRanges(ranges);
      merged.slice(1).forEach(({ first }, i) => {
        expect(first).toBeGreaterThan((merged[i]?.last ?? 0) + 1);
      });
    }),
  );
});

test('neighbours merge, whatever touches overlaps, and nothing is changed on the way', () => {
  const given = [
    { first: 4, last: 9 },
    { first: 0, last: 3 },
    { first: 11, last: 11 },
  ];
  expect(mergeIntervals(given)).toEqual([
    { first: 0, last: 9 },
    { first: 11, last: 11 },
  ]);
  expect(given[0]).toEqual({ first: 4, last: 9 });
});

test('a range is covered exactly when the list covers each of its ends and all between', () => {
  fc.assert(
    fc.property(someRanges, anyCidr, (ranges, asked) => {
      const inside = ranges
        .filter((range) => covers(range, asked) || covers(asked, range))
        .map((range) => (covers(range, asked) ? asked : range));
      const isWhole = countCovered(coverageOfRanges(inside)) === countAddresses(asked);
      expect(coversRange(coverageOfRanges(ranges), asked)).toBe(isWhole);
    }),
  );
});

test('several ranges cover together what none covers alone', () => {
  const halves = [
    { network: 0x498cf500, prefixBits: 25 },
    { network: 0x498cf580, prefixBits: 25 },
  ];
  const whole = { network: 0x498cf500, prefixBits: 24 };
  const merged = coverageOfRanges(halves);
  expect(merged).toEqual([{ first: firstAddress(whole), last: lastAddress(whole) }]);
  expect(coversRange(merged, whole)).toBe(true);
  expect(coversRange(merged, { network: 0x498cf400, prefixBits: 23 })).toBe(false);
});
