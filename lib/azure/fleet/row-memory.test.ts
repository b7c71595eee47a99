import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ObjectBytes } from '#lib/azure/http/item-scanner';
import { type ClusterSummary, summaryReader } from '#lib/clusters/summary';
import { ownTurn } from '#lib/own-turn';
import { makeRowMemory } from './row-memory.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const maxAgeMs = 10_000;
const laterMs = 1000;
const read = summaryReader();

function row(name: string, more = 'Succeeded'): Buffer {
  const id = `/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`;
  // What differs stands where nobody looks who looks at the start alone.
  return Buffer.from(JSON.stringify({ id, tags: 't'.repeat(200), provisioningState: more }));
}

function sideBySide(...rows: readonly Buffer[]): ObjectBytes {
  let end = -1;
  const ends = rows.map(({ length }) => (end += length + 1));
  return { bytes: Buffer.from(rows.join(',')), ends };
}

function clusterOf(bytes: Buffer): ClusterSummary {
  const cluster = read(JSON.parse(bytes.toString()), 'resource-graph');
  if (!cluster.ok) throw new Error(cluster.error);
  return cluster.value;
}

async function later(): Promise<void> {
  vi.advanceTimersByTime(laterMs);
  await ownTurn();
}

/** A memory that these were put into, each by itself. */
async function memoryWith(maxBytes: number, ...rows: readonly Buffer[]) {
  const memory = makeRowMemory({ maxAgeMs, maxBytes });
  const clusters = rows.map(clusterOf);
  for (const [at, each] of rows.entries()) memory.keepLater(sideBySide(each), [clusters[at]]);
  await later();
  const of = (...some: readonly Buffer[]) => memory.of(sideBySide(...some));
  return { memory, of, clusters };
}

const plenty = 2 ** 20;

test('knows a row by all of its bytes, and by nothing less', async () => {
  const { of, clusters } = await memoryWith(plenty, row('a'), row('b'));
  const [a, b] = clusters;
  expect(of(row('a'))).toEqual([a]);
  expect(of(row('b'), row('a'))?.map((each) => each === a)).toEqual([false, true]);
  expect(of(row('b'), row('a'))?.map((each) => each === b)).toEqual([true, false]);
  expect(of(row('a', 'Updating'))).toBeUndefined();
  expect(of(Buffer.concat([row('a'), Buffer.from(' ')]))).toBeUndefined();
  expect(of(row('a'), row('c'))).toBeUndefined();
});

test('keeps what it knows where the same is read once more', async () => {
  const { of, clusters } = await memoryWith(plenty, row('a'), row('a'));
  expect(of(row('a'))?.[0]).toBe(clusters[0]);
});

test('holds of many that it knows but for a few only these few', async () => {
  const { memory, of } = await memoryWith(plenty, row('a'), row('b'));
  const changed = row('c');
  const rows = sideBySide(row('a'), row('b'), changed);
  const cluster = clusterOf(changed);
  memory.keepLater(rows, [cluster, cluster, cluster]);
  await later();
  rows.bytes.fill(0);
  expect(of(row('c'))?.[0]).toBe(cluster);
});

test.each(['[1]', 'null', '1', '{"id":', '{},{}'])('keeps nothing beside %s', async (strange) => {
  const { memory, of } = await memoryWith(plenty);
  const cluster = clusterOf(row('a'));
  memory.keepLater(sideBySide(row('a'), Buffer.from(strange)), [cluster, cluster]);
  await later();
  expect(of(row('a'))).toBeUndefined();
  memory.keepLater(sideBySide(row('a'), Buffer.from('{}')), [cluster, undefined]);
  await later();
  expect(of(row('a'))?.[0]).toBe(cluster);
  expect(of(Buffer.from('{}'))).toBeUndefined();
});

test('forgets what nobody is sent any more, and keeps what somebody is', async () => {
  const { of, clusters } = await memoryWith(plenty, row('a'), row('b'));
  for (let turn = 0; turn < 5; turn++) {
    vi.advanceTimersByTime(maxAgeMs);
    expect(of(row('a'))?.[0]).toBe(clusters[0]);
  }
  expect(of(row('b'))).toBeUndefined();
  vi.advanceTimersByTime(maxAgeMs);
  expect(of(row('a', 'Updating'))).toBeUndefined();
  vi.advanceTimersByTime(maxAgeMs);
  expect(of(row('a'))).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

test('forgets the oldest where there are too many', async () => {
  const size = 2 ** 18;
  const large = (name: string) => row(name, 'x'.repeat(size - 600));
  const names = ['a', 'b', 'c', 'd', 'e'];
  const { of } = await memoryWith(2 * size, ...names.map(large));
  expect(names.filter((name) => of(large(name)) !== undefined)).toEqual(['c', 'd', 'e']);
});
