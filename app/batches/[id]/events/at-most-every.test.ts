import { beforeEach, expect, test, vi } from 'vitest';
import { atMostEvery } from './at-most-every.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test('calls at once, then once for all that came meanwhile, and not again for nothing', () => {
  const act = vi.fn();
  const calm = atMostEvery(500, act);
  for (let n = 0; n < 9; n++) calm.call();
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(500);
  expect(act).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5000);
  expect(act).toHaveBeenCalledTimes(2);
  calm.call();
  expect(act).toHaveBeenCalledTimes(3);
});

test('calls no more once it is stopped', () => {
  const act = vi.fn();
  const calm = atMostEvery(500, act);
  calm.call();
  calm.call();
  calm.stop();
  vi.advanceTimersByTime(5000);
  expect(act).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});
