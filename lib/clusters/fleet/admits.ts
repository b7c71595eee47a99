import type { Access } from '#lib/ranges/access';
import { boundsOfPacked, countPacked } from '#lib/ranges/packed-coverage';
import type { PackedEntries } from '#lib/ranges/packed-entries';

/**
 * The steps in which clusters are counted by how many addresses they let in. Each is named for its smallest
 * count and goes up to the next, sixteen times as many (four bits of prefix): `256` is 256 to 4,095
 * addresses. `0` is a cluster that lets nobody but itself in, `all` one that is open to the internet.
 */
export const admitsBuckets = [
  '0',
  '1',
  '16',
  '256',
  '4096',
  '65536',
  '1048576',
  '16777216',
  'all',
] as const;

/** One step of how many addresses are let in. */
export type AdmitsBucket = (typeof admitsBuckets)[number];

/**
 * The bucket of a cluster, by the addresses that its entries cover, each counted once. Undefined where
 * there is nothing to count: no public endpoint, not readable, or nothing but entries that are no ranges.
 */
export function admitsBucket(access: Access, packed: PackedEntries): AdmitsBucket | undefined {
  switch (access) {
    case 'open':
      return 'all';
    case 'cluster-only':
      return '0';
    case 'private':
    case 'unknown':
      return undefined;
    case 'restricted': {
      const { least, most } = boundsOfPacked(packed);
      if (least === 0) return undefined;
      // Steps are wide, so that nearly every list is in one of them before its ranges are sorted.
      return admitsBuckets[
        stepOf(least) === stepOf(most) ? stepOf(least) : stepOf(countPacked(packed))
      ];
    }
  }
}

function stepOf(covered: number): number {
  return Math.min(7, 1 + Math.floor(Math.log2(covered) / 4));
}
