import type { Cidr } from './ipv4.ts';

/**
 * Two or more entries that one range could stand for, admitting exactly the same addresses. `entries` are
 * their places in the list.
 */
export type Merge = { readonly into: Cidr; readonly entries: readonly number[] };

/** A range, and the entries that make it up. */
type Block = Cidr & { readonly entries: readonly number[] };

type MergeFinder = {
  /** The next range, and the place of its entry in the list. In ascending order; ranges must not overlap. */
  add(network: number, prefixBits: number, place: number): void;
  /** All that was found, once every range has been added. */
  end(): readonly Merge[];
};

/** Finds the entries of one list that together are ranges of at least `shortestBits`. */
export function mergeFinder(shortestBits: number): MergeFinder {
  const found: Merge[] = [];
  // Ranges next to each other. When the last two are the halves of one range, that one takes their place.
  const stack: Block[] = [];
  let next = 0;

  function flush(): void {
    for (const { network, prefixBits, entries } of stack) {
      if (entries.length > 1) found.push({ into: { network, prefixBits }, entries });
    }
    stack.length = 0;
  }

  return {
    add(network, prefixBits, place) {
      // Only neighbours join, so a gap ends whatever was being joined.
      if (network !== next) flush();
      next = network + 2 ** (32 - prefixBits);
      let last: Block = { network, prefixBits, entries: [place] };
      while (last.prefixBits > shortestBits) {
        const before = stack.at(-1);
        if (!before || !areHalves(before, last)) break;
        stack.pop();
        last = {
          network: before.network,
          prefixBits: last.prefixBits - 1,
          entries: [...before.entries, ...last.entries],
        };
      }
      stack.push(last);
    },
    end() {
      flush();
      return found;
    },
  };
}

/** True when two neighbours, `lower` first, are the halves of one range. */
function areHalves(lower: Cidr, upper: Cidr): boolean {
  const size = 2 ** (32 - upper.prefixBits);
  return lower.prefixBits === upper.prefixBits && lower.network % (2 * size) === 0;
}
