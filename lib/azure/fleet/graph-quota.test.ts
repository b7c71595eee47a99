import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeGraphQuota } from './graph-quota.ts';

beforeEach(() => {
  vi.useFakeTimers().setTimerTickMode('nextTimerAsync');
});
afterEach(() => {
  vi.useRealTimers();
});

/** A quota, and how many ms it takes until so many more questions may be asked. */
function quotaNow() {
  const quota = makeGraphQuota();
  const took = async (questions: number) => {
    const start = performance.now();
    for (let i = 0; i < questions; i++) await quota.turn();
    return performance.now() - start;
  };
  return { quota, took };
}

const told = (remaining: string, resetsAfter: string) =>
  new Headers({
    'x-ms-user-quota-remaining': remaining,
    'x-ms-user-quota-resets-after': resetsAfter,
  });

test('asks fifteen times at once, and then waits for the next window', async () => {
  const { took } = quotaNow();
  expect(await took(15)).toBe(0);
  expect(await took(1)).toBe(5000);
});

test('believes an answer that leaves less, as when the portal asks too', async () => {
  const { quota, took } = quotaNow();
  const answered = await quota.turn();
  answered(told('1', '00:00:03'));
  expect(await took(1)).toBe(0);
  expect(await took(1)).toBe(3000);
});

test('counts what is under way against what is left', async () => {
  const { quota, took } = quotaNow();
  const first = await quota.turn();
  await took(2);
  first(told('3', '00:00:05'));
  expect(await took(1)).toBe(0);
  expect(await took(1)).toBe(5000);
});

test('does not run dry where it is asked now and then', async () => {
  const { quota } = quotaNow();
  const start = performance.now();
  for (let i = 0; i < 40; i++) {
    const answered = await quota.turn();
    answered(told('14', '00:00:05'));
    vi.advanceTimersByTime(1000);
  }
  expect(performance.now() - start).toBe(40_000);
});

test('goes on where no answer came, or one that tells nothing', async () => {
  const { quota, took } = quotaNow();
  (await quota.turn())();
  (await quota.turn())(new Headers());
  expect(await took(13)).toBe(0);
});

test('waits no longer where somebody sets the clock back', async () => {
  const { took } = quotaNow();
  await took(15);
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(await took(1)).toBe(5000);
});
