import { expect, test } from 'vitest';
import { amount, duration, spread, summarise, timeEach, times } from './statistics.ts';

test('tells the median and the 95th percentile by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
  expect(summarise(hundred)).toEqual({ n: 100, median: 50.5, p95: 95 });
  expect(summarise([3, 1, 2])).toEqual({ n: 3, median: 2, p95: 3 });
  expect(summarise([7])).toEqual({ n: 1, median: 7, p95: 7 });
});

test('leaves the warm-up out', async () => {
  const seen: number[] = [];
  const measured = await timeEach({ warmUp: 2, n: 3 }, (index) => seen.push(index));
  expect([seen, measured.length]).toEqual([[0, 1, 2, 3, 4], 3]);
});

const words: readonly (readonly [number, string])[] = [
  [0.0042, '4.2 µs'],
  [0.4, '400 µs'],
  [3.1, '3.1 ms'],
  [412.4, '412 ms'],
  [1240, '1.24 s'],
  [100_000, '100 s'],
  [720_000, '12 min'],
  [45_000_000, '13 h'],
];
for (const [ms, word] of words) {
  test(`says ${word} for ${ms} milliseconds`, () => expect(duration(ms)).toBe(word));
}

test('says how a figure spreads, large numbers in groups, and factors', () => {
  expect(spread({ n: 5, median: 100, p95: 150 })).toBe('100 ms (p95 150 ms)');
  expect([amount(1_234_567), amount(2.345)]).toEqual(['1,234,567', '2.3']);
  expect([times(1.26), times(340)]).toEqual(['1.3 ×', '340 ×']);
});
