import { expect, test } from 'vitest';
import { pauseMs, pollPauseMs, putAllowedAt } from './limits.ts';

const now = 1_000_000_000;
const minute = 60_000;
const putLimit = { burst: 20, refillMs: minute };

test('pauses longer each time, up to half a minute', () => {
  expect([0, 1, 2, 3, 4, 50].map((n) => pauseMs(n) / 1000)).toEqual([2, 4, 8, 16, 30, 30]);
});

test('pauses as long as Azure asks, and never not at all', () => {
  expect(pauseMs(0, 90)).toBe(90_000);
  expect(pauseMs(0, 0)).toBe(1000);
  expect(pollPauseMs(3, 1000, 17)).toBe(17_000);
});

test('forgets nothing for a day because Azure once said so', () => {
  expect(pauseMs(0, 86_400)).toBe(60 * minute);
  expect(pollPauseMs(0, 1000, 86_400)).toBe(5 * minute);
});

test('asks about an operation after a second, then every five at most', () => {
  expect([0, 1, 2, 3, 4, 50].map((n) => pollPauseMs(n, 1000) / 1000)).toEqual([1, 2, 3, 4, 5, 5]);
});

const bursts: readonly [string, number[], number][] = [
  ['nothing was sent', [], now],
  ['nineteen were sent now', Array.from({ length: 19 }, (_, n) => now - n), now],
  ['twenty were sent a minute ago', Array.from({ length: 20 }, (_, n) => now - minute - n), now],
  ['one was sent before somebody set the clock back', [now + 60 * minute], now],
  [
    'two changes each went in nineteen PUTs',
    Array.from({ length: 38 }, (_, n) => now - (n % 19)),
    now,
  ],
];
for (const [when, puts, at] of bursts) {
  test(`lets a PUT go when ${when}`, () => {
    expect(putAllowedAt(puts, now, putLimit)).toBe(at);
  });
}

test('holds the twenty-first PUT of a burst back for a minute', () => {
  const puts = Array.from({ length: 20 }, () => 0).map((_, n) => now - 20 + n);
  const at = putAllowedAt(puts, now, putLimit);
  expect(at).toBeGreaterThan(now + minute - 100);
  expect(at).toBeLessThanOrEqual(now + minute);
  expect(putAllowedAt(puts, at, putLimit)).toBe(at);
});
