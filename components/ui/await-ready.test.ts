import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awaitReady, whenReady } from './await-ready.ts';

/** What `/readyz` answers; nothing: there is nobody. */
let status: number | undefined;
const notReady = vi.fn<() => void>();
const readyAgain = vi.fn<() => void>();
let leave = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async (path: string) => {
    expect(path).toBe('/readyz');
    if (status === undefined) throw new TypeError('Failed to fetch');
    return new Response(null, { status });
  });
});

afterEach(() => {
  leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.resetAllMocks();
});

async function begin(answer: number | undefined): Promise<void> {
  status = answer;
  leave = awaitReady({ notReady, readyAgain });
  await vi.advanceTimersByTimeAsync(0);
}

test.each([200, 404])(
  'says nothing of a console that is ready (%s), and asks once',
  async (answer) => {
    await begin(answer);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(notReady).not.toHaveBeenCalled();
    expect(readyAgain).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  },
);

test.each([503, undefined])(
  'says that it is not ready (%s), and once that it is again',
  async (answer) => {
    await begin(answer);
    expect(notReady).toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(readyAgain).not.toHaveBeenCalled();

    status = 200;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(readyAgain).toHaveBeenCalledOnce();
  },
);

test('lets a page that was made while it was not ready stand for a moment, and says once that it is again', async () => {
  status = 200;
  leave = awaitReady({ notReady, readyAgain, wasReady: false });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(readyAgain).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(readyAgain).toHaveBeenCalledOnce();
});

test('asks no more once it is left', async () => {
  await begin(503);
  leave();
  status = 200;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(readyAgain).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test.each([200, 503, undefined])(
  'does once what waits for a console that answers %s at first',
  async (answer) => {
    const act = vi.fn<() => void>();
    status = answer;
    leave = whenReady(act);
    await vi.advanceTimersByTimeAsync(0);
    expect(act).toHaveBeenCalledTimes(answer === 200 ? 1 : 0);
    status = 200;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(act).toHaveBeenCalledOnce();
  },
);
