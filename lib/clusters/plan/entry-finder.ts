import { coverageOf, entryKey } from '#lib/ranges/entry';
import { formatCidr } from '#lib/ranges/ipv4';
import { coversNothing, type PackedEntries } from '#lib/ranges/packed-entries';

/** Which of the entries that are sought stand in a list, by their keys. */
type EntryFinder = (packed: PackedEntries) => ReadonlySet<string>;

/**
 * Finds entries, named by `entryKey`, in one list after the other. A list is read once, and as numbers,
 * however many are sought.
 */
export function entryFinder(keys: Iterable<string>): EntryFinder {
  const sought = new Set(keys);
  const plain = new Map<number, string>();
  // By the first half of an address. Nearly no entry of a list is sought, and most are passed by here.
  const near = new Uint8Array(65_536);
  for (const key of sought) {
    const range = coverageOf(key);
    // What is spelled otherwise than a range stands in a list by its text alone.
    if (range === undefined || formatCidr(range) !== key) continue;
    plain.set(numberOf(range.network, range.prefixBits), key);
    near[range.network >>> 16] = 1;
  }
  return ({ length, networks, prefixBits, unusual }) => {
    const found = new Set<string>();
    for (let at = 0; at < length; at++) {
      const network = networks[at] ?? 0;
      if (near[network >>> 16] === 0) continue;
      const key = plain.get(numberOf(network, prefixBits[at] ?? coversNothing));
      if (key !== undefined && !unusual.has(at)) found.add(key);
    }
    for (const text of unusual.values()) {
      const key = entryKey(text);
      if (sought.has(key)) found.add(key);
    }
    return found;
  };
}

/** One number for a range, which a map finds faster than its text. */
function numberOf(network: number, prefixBits: number): number {
  return network * 256 + prefixBits;
}
