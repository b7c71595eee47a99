import { expect, test } from 'vitest';
import type { Access } from '#lib/ranges/access';
import { type AdmitsBucket, admitsBucket } from './admits.ts';

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
  expect(admitsBucket(access, covered)).toBe(bucket);
});
