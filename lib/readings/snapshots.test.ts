import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeSnapshots } from './snapshots.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const minute = 60_000;

/** Snapshots of a text, and how often each was read. */
function world(maxBytes = 100) {
  const snapshots = makeSnapshots<string>({ maxAgeMs: minute, maxBytes });
  const reads: string[] = [];
  const ask = (owner: string, bytes: number | (() => number) = 10, name = 'fleet') =>
    snapshots.of(owner, name, () => {
      reads.push(owner);
      const weigh = typeof bytes === 'number' ? () => bytes : bytes;
      return { value: `${owner} ${reads.length}`, settled: Promise.resolve(weigh) };
    });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { snapshots, reads, ask, settle };
}

test('reads once for a minute, and anew after it', async () => {
  const { ask, reads } = world();
  expect(ask('ada')).toBe('ada 1');
  await vi.advanceTimersByTimeAsync(minute - 1);
  expect(ask('ada')).toBe('ada 1');
  await vi.advanceTimersByTimeAsync(1);
  expect(ask('ada')).toBe('ada 2');
  expect(reads).toHaveLength(2);
});

test('lets two who ask at once wait for one reading', () => {
  const { ask, reads } = world();
  expect([ask('ada'), ask('ada')]).toEqual(['ada 1', 'ada 1']);
  expect(reads).toHaveLength(1);
});

test('gives nobody what was read for another', async () => {
  const { ask, settle } = world();
  ask('ada');
  await settle();
  expect(ask('bob')).toBe('bob 2');
  expect(ask('ada', 10, 'other directory')).toBe('ada 3');
});

test('cannot be led to another by a name that looks like one', async () => {
  const { ask, settle } = world();
  ask('ada', 10, 'x","y');
  await settle();
  expect(ask('ada","x', 10, 'y')).toBe('ada","x 2');
});

test('forgets on request', async () => {
  const { ask, snapshots, settle } = world();
  ask('ada');
  ask('bob');
  await settle();
  snapshots.drop('ada');
  expect(snapshots.bytes()).toBe(10);
  expect(ask('bob')).toBe('bob 2');
  expect(ask('ada')).toBe('ada 3');
});

test('does not keep what was dropped while it was being read', async () => {
  const { ask, snapshots, settle } = world();
  ask('ada');
  snapshots.drop('ada');
  await settle();
  expect(snapshots.bytes()).toBe(0);
  expect(ask('ada')).toBe('ada 2');
});

test('keeps no failure', async () => {
  const { snapshots, reads, settle } = world();
  const fail = () => {
    reads.push('ada');
    return { value: 'refused', settled: Promise.resolve(undefined) };
  };
  snapshots.of('ada', 'fleet', fail);
  await settle();
  snapshots.of('ada', 'fleet', fail);
  expect(reads).toHaveLength(2);
});

test('drops the oldest where all together are too much', async () => {
  const { ask, snapshots, settle } = world(100);
  for (const owner of ['ada', 'bob', 'cyn']) {
    ask(owner, 40);
    await settle();
  }
  expect(snapshots.bytes()).toBe(80);
  expect(ask('cyn')).toBe('cyn 3');
  expect(ask('ada')).toBe('ada 4');
});

test('counts what a reading has come to hold since', async () => {
  const { ask, snapshots, settle } = world(100);
  let bytes = 40;
  ask('ada');
  ask('bob', () => bytes);
  await settle();
  expect(snapshots.bytes()).toBe(50);
  bytes = 95;
  expect(ask('bob')).toBe('bob 2');
  expect(snapshots.bytes()).toBe(95);
  expect(ask('ada')).toBe('ada 3');
});
