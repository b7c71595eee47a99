import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { storeClock } from './store-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A process whose clock is `aheadMs` before the store's, with an answer that takes so long there and back. */
async function process({ aheadMs = 0, thereMs = 0, backMs = 0 }) {
  let time = 1_000_000;
  const way = { thereMs, backMs, aheadMs };
  const own = () => time + way.aheadMs;
  const ask = async () => {
    time += way.thereMs;
    const shown = time;
    time += way.backMs;
    return shown;
  };
  const clock = await storeClock(ask, { own });
  return {
    /** By how much its reckoning is out, in ms. */
    out: () => clock.now() - time,
    look: async (next: Partial<typeof way> = {}) => {
      Object.assign(way, next);
      await vi.advanceTimersByTimeAsync(10_000);
    },
  };
}

for (const aheadMs of [-300_000, 0, 300_000]) {
  test(`shows the store's time where its own is out by ${aheadMs} ms`, async () => {
    expect((await process({ aheadMs })).out()).toBe(0);
  });
}

test('is out by no more than the answer took, whichever way took longer', async () => {
  for (const [thereMs, backMs] of [
    [4_000, 0],
    [0, 4_000],
    [2_000, 2_000],
  ]) {
    const { out } = await process({ aheadMs: 60_000, thereMs, backMs });
    expect(Math.abs(out())).toBeLessThanOrEqual(4_000);
  }
});

test('keeps what it knows better than a slow answer could tell', async () => {
  const { out, look } = await process({ aheadMs: 60_000 });
  await look({ thereMs: 30_000, backMs: 1_000 });
  expect(out()).toBe(0);
});

test('follows where its own clock is set while it runs', async () => {
  const { out, look } = await process({ aheadMs: 60_000 });
  await look({ aheadMs: -3_600_000 });
  expect(out()).toBe(0);
});
