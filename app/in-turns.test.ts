import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTurns } from './in-turns.ts';

/** Work of so many steps, and a clock on which each takes `stepMs`. */
function work(count: number, stepMs: number) {
  let done = 0;
  function* steps() {
    for (; done < count; done++) yield;
    return count;
  }
  return { steps: steps(), now: () => done * stepMs, done: () => done };
}

test('answers others while long work goes on', async () => {
  const { steps, now, done } = work(100, 4);
  const whole = inTurns(steps, now);
  await setImmediate();
  expect(done()).toBeLessThan(10);
  expect(await whole).toBe(100);
});

test('does short work at once', async () => {
  const { steps, now, done } = work(100, 0);
  const whole = inTurns(steps, now);
  expect(done()).toBe(100);
  expect(await whole).toBe(100);
});

test('lets two who have long work take turns, so that others wait for one of them only', async () => {
  const [one, other] = [work(100, 4), work(100, 4)];
  const both = [inTurns(one.steps, one.now), inTurns(other.steps, other.now)];
  const begun = one.done() + other.done();
  await setImmediate();
  expect(one.done() + other.done() - begun).toBeLessThanOrEqual(3);
  await Promise.all(both);
});

test('passes on what the work throws', async () => {
  function* broken() {
    yield;
    throw new Error('broken');
  }
  await expect(inTurns(broken())).rejects.toThrow('broken');
});
