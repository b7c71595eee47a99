import { expect, test } from 'vitest';
import { makeGraphQuota } from './graph-quota.ts';

/** A clock that moves only where somebody waits. */
function quotaAt() {
  let now = 1_000_000;
  const waits: number[] = [];
  const quota = makeGraphQuota({
    now: () => now,
    wait: async (ms) => {
      waits.push(ms);
      now += ms;
    },
  });
  const later = (ms: number) => {
    now += ms;
  };
  return { quota, waits, later };
}

const told = (remaining: string, resetsAfter: string) =>
  new Headers({
    'x-ms-user-quota-remaining': remaining,
    'x-ms-user-quota-resets-after': resetsAfter,
  });

test('asks fifteen times at once, and then waits for the next window', async () => {
  const { quota, waits } = quotaAt();
  for (let i = 0; i < 15; i++) await quota.turn();
  expect(waits).toEqual([]);
  await quota.turn();
  expect(waits).toEqual([5000]);
});

test('believes an answer that leaves less, as when the portal asks too', async () => {
  const { quota, waits } = quotaAt();
  const answered = await quota.turn();
  answered(told('1', '00:00:03'));
  await quota.turn();
  expect(waits).toEqual([]);
  await quota.turn();
  expect(waits).toEqual([3000]);
});

test('counts what is under way against what is left', async () => {
  const { quota, waits } = quotaAt();
  const first = await quota.turn();
  await quota.turn();
  await quota.turn();
  first(told('3', '00:00:05'));
  await quota.turn();
  expect(waits).toEqual([]);
  await quota.turn();
  expect(waits).toEqual([5000]);
});

test('does not run dry where it is asked now and then', async () => {
  const { quota, waits, later } = quotaAt();
  for (let i = 0; i < 40; i++) {
    const answered = await quota.turn();
    answered(told('14', '00:00:05'));
    later(1000);
  }
  expect(waits).toEqual([]);
});

test('goes on where no answer came, or one that tells nothing', async () => {
  const { quota, waits } = quotaAt();
  (await quota.turn())();
  (await quota.turn())(new Headers());
  for (let i = 0; i < 13; i++) await quota.turn();
  expect(waits).toEqual([]);
});
