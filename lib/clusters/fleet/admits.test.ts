import { expect, test } from 'vitest';
import type { Access } from '#lib/ranges/access';
import { packEntries } from '#lib/ranges/packed-entries';
import { type AdmitsBucket, admitsBucket } from './admits.ts';

/** Adjacent ranges that hold this many addresses together, each as wide as can be. */
function rangesOf(covered: number): readonly string[] {
  const bits = Array.from({ length: 32 }, (_, bit) => 31 - bit).filter(
    (bit) => Math.floor(covered / 2 ** bit) % 2 === 1,
  );
  let next = 0;
  return bits.map((bit) => {
    const octets = [24, 16, 8, 0].map((shift) => (next >>> shift) & 0xff);
    next += 2 ** bit;
    return `${octets.join('.')}/${32 - bit}`;
  });
}

test.each<[access: Access, covered: number, bucket: AdmitsBucket | undefined]>([
  ['restricted', 1, '1'],
  ['restricted', 15, '1'],
  ['restricted', 16, '16'],
  ['restricted', 255, '16'],
  ['restricted', 256, '256'],
  ['restricted', 2 ** 12, '4096'],
  ['restricted', 2 ** 16 - 1, '4096'],
  ['restricted', 2 ** 16, '65536'],
  ['restricted', 2 ** 20, '1048576'],
  ['restricted', 2 ** 24, '16777216'],
  ['restricted', 2 ** 31, '16777216'],
  // Nothing but service tags: nobody knows how many.
  ['restricted', 0, undefined],
  ['open', 0, 'all'],
  ['cluster-only', 0, '0'],
  ['private', 0, undefined],
  ['unknown', 0, undefined],
])('%s with %i addresses is counted under %s', (access, covered, bucket) => {
  const packed = packEntries(rangesOf(covered));
  expect(admitsBucket(access, packed)).toBe(bucket);
});

test('counts an address once that several entries hold', () => {
  const inside = Array.from({ length: 16 }, (_, at) => `73.140.245.${at}/32`);
  const bucketOf = (entries: readonly string[]) => admitsBucket('restricted', packEntries(entries));
  expect(bucketOf(['73.140.245.0/28', ...inside, ...Array(15).fill('73.140.245.0/28')])).toBe('16');
  expect(bucketOf([...inside.slice(1), ...inside.slice(1)])).toBe('1');
  expect(bucketOf([...inside, 'AzureCloud'])).toBe('16');
  expect(bucketOf(['AzureCloud'])).toBeUndefined();
});
