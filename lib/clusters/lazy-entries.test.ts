import { expect, test, vi } from 'vitest';
import { packEntries } from '#lib/ranges/packed-entries';
import { packedOf, withEntries } from './lazy-entries.ts';

const entries = ['73.140.245.0/24', '193.168.1.7', 'AzureCloud'];

test('reads as the list that was packed', () => {
  const row = withEntries({ name: 'aks' }, packEntries(entries));
  expect(row.entries).toEqual(entries);
  expect({ ...row }).toEqual({ name: 'aks', entries });
  expect(JSON.parse(JSON.stringify(row))).toEqual({ name: 'aks', entries });
});

test('gives the numbers without packing anew', () => {
  const packed = packEntries(entries);
  expect(packedOf(withEntries({}, packed))).toBe(packed);
});

test('never takes the numbers of one list for those of another', () => {
  const row = withEntries({}, packEntries(entries));
  expect(packedOf({ ...row, entries: ['137.117.106.88/29'] })).toEqual(
    packEntries(['137.117.106.88/29']),
  );
  expect(packedOf({ ...row })).toEqual(packEntries(entries));
});

test('gives them to another copy of this module: pages and routes have one each', async () => {
  const packed = packEntries(entries);
  const row = withEntries({}, packed);
  vi.resetModules();
  const other = await import('./lazy-entries.ts');
  expect(other.packedOf).not.toBe(packedOf);
  expect(other.packedOf(row)).toBe(packed);
});
