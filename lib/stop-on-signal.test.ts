import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { log } from '#lib/log';
import { isStopping, noticedStop, stopOnSignal } from './stop-on-signal.ts';

const signals = ['SIGTERM', 'SIGINT'] as const;
const theirs = signals.map((signal) => process.listeners(signal));
const exit = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  exit.mockClear();
  Reflect.deleteProperty(globalThis, 'drawbridgeStops');
});
afterEach(() => {
  vi.useRealTimers();
  signals.forEach((signal, at) => {
    process.removeAllListeners(signal);
    for (const listener of theirs[at] ?? []) process.on(signal, listener);
  });
});

test.each(signals)('ends with 0 at %s once the steps in hand are finished', async (signal) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  stopOnSignal(() => promise, exit);
  expect(isStopping()).toBe(false);
  process.emit(signal);
  expect(isStopping()).toBe(true);
  await vi.advanceTimersByTimeAsync(24_000);
  expect(exit).not.toHaveBeenCalled();
  resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(exit).toHaveBeenCalledExactlyOnceWith(0);
});

test('waits no longer than 25 seconds for a step that does not end', async () => {
  stopOnSignal(() => new Promise(() => {}), exit);
  process.emit('SIGTERM');
  await vi.advanceTimersByTimeAsync(24_999);
  expect(exit).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(exit).toHaveBeenCalledExactlyOnceWith(0);
});

test('stops once, however often it is told to', async () => {
  const stop = vi.fn(() => new Promise<void>(() => {}));
  stopOnSignal(stop, exit);
  for (const signal of signals) process.emit(signal);
  expect(stop).toHaveBeenCalledTimes(1);
});

test('ends also when it cannot stop cleanly', async () => {
  vi.spyOn(log, 'error').mockReturnValue();
  stopOnSignal(() => Promise.reject(new Error('The store is gone')), exit);
  process.emit('SIGTERM');
  await vi.advanceTimersByTimeAsync(0);
  expect(exit).toHaveBeenCalledExactlyOnceWith(0);
});

test('hears a signal that came while another still listened, and was not called yet', async () => {
  const other = vi.fn();
  process.on('SIGTERM', other);
  process.kill(process.pid, 'SIGTERM');
  // Nothing is called before the next turn of the event loop, and starting takes long ones.
  stopOnSignal(async () => {}, exit);
  await expect.poll(() => exit).toHaveBeenCalledExactlyOnceWith(0);
  expect(other).not.toHaveBeenCalled();
});

test('gives whoever is in front the time to notice, and nobody on loopback', async () => {
  const noticed = vi.fn();
  await noticedStop({ onLoopback: true });
  void noticedStop({ onLoopback: false }).then(noticed);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(noticed).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(noticed).toHaveBeenCalledOnce();
});
