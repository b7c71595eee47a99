import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeReadPace } from './read-pace.ts';

beforeEach(() => {
  vi.useFakeTimers().setTimerTickMode('nextTimerAsync');
});
afterEach(() => {
  vi.useRealTimers();
});

/** A pace, and how many ms it takes until so many reads of a subscription may all go. */
function paced() {
  const pace = makeReadPace();
  return async (reads: number, subscriptionId = 's-1') => {
    const start = performance.now();
    await Promise.all(Array.from({ length: reads }, () => pace(subscriptionId)));
    return performance.now() - start;
  };
}

test('lets a first burst of 250 reads go at once, and 25 a second after that', async () => {
  const took = paced();
  expect(await took(250)).toBe(0);
  expect(await took(3)).toBe(120);
});

test('fills up again while nobody reads, and never above the brim', async () => {
  const took = paced();
  await took(250);
  vi.advanceTimersByTime(1000);
  expect(await took(25, 'S-1')).toBe(0);
  vi.advanceTimersByTime(3_600_000);
  expect(await took(251)).toBe(40);
});

test('knows that each subscription has a bucket of its own', async () => {
  const took = paced();
  await took(250);
  expect(await took(1, 's-2')).toBe(0);
});

test('waits no longer where somebody sets the clock back', async () => {
  const took = paced();
  await took(250);
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(await took(1)).toBe(40);
});
