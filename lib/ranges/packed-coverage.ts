import { addressesOf, coversNothing, type PackedEntries } from './packed-entries.ts';

// A list never changes, and many clusters share one. Pages and routes need not share this: what is counted
// for a reading is a column of it (lib/clusters/fleet/columns.ts), and that they do.
const known = new WeakMap<PackedEntries, number>();

/** How many addresses the ranges of a list hold, each counted once: 0 to 2^32. */
export function countPacked(packed: PackedEntries): number {
  const kept = known.get(packed);
  if (kept !== undefined) return kept;
  const count = countSorted(sortedRanges(packed));
  known.set(packed, count);
  return count;
}

/**
 * Between which numbers `countPacked` is, at a fraction of its cost: as many as the widest range has, and as
 * many as all have together.
 */
export function boundsOfPacked({ length, prefixBits }: PackedEntries): {
  readonly least: number;
  readonly most: number;
} {
  let [least, most] = [0, 0];
  for (let i = 0; i < length; i++) {
    const addresses = addressesOf(prefixBits[i] ?? coversNothing);
    if (addresses > least) least = addresses;
    most += addresses;
  }
  return { least, most };
}

let scratch = new Float64Array(2_000);

/** Each range as one number to sort by: its first address, then the wider first. */
function sortedRanges({ length, networks, prefixBits }: PackedEntries): Float64Array {
  if (length > scratch.length) scratch = new Float64Array(length);
  let ranges = 0;
  for (let i = 0; i < length; i++) {
    const bits = prefixBits[i] ?? coversNothing;
    if (bits !== coversNothing) scratch[ranges++] = (networks[i] ?? 0) * 64 + bits;
  }
  return scratch.subarray(0, ranges).sort();
}

function countSorted(ranges: Float64Array): number {
  let [count, next] = [0, 0];
  for (const range of ranges) {
    const first = Math.floor(range / 64);
    const end = first + 2 ** (32 - (range % 64));
    // Ranges lie within each other or apart: one that starts inside counts already.
    if (first < next) continue;
    count += end - first;
    next = end;
  }
  return count;
}
