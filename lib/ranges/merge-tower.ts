import type { Cidr } from './ipv4.ts';

/** Takes ranges one after the other, and joins the two halves of a range as soon as it has both. */
type MergeTower = {
  /** `place` is the entry's place in its list. Ascending and disjoint. */
  add(network: number, prefixBits: number, place: number): void;
  /** No more ranges: what has been joined is told. */
  end(): void;
};

// One tower at a time, so that a fleet's ten thousand lists need one piece of memory.
const floors = {
  networks: new Uint32Array(512),
  bits: new Uint8Array(512),
  from: new Uint16Array(512),
};
let places = new Uint16Array(512);

/** Tells in `merges` what may be joined into ranges of at least `shortestBits`. */
export function mergeTower(
  shortestBits: number,
  merges: { readonly into: Cidr; readonly entries: readonly number[] }[],
): MergeTower {
  let [height, count] = [0, 0];

  /** Forgets the floors, which the next range cannot join any more. */
  function flush(): void {
    for (let floor = 0; floor < height; floor++) {
      const from = floors.from[floor] ?? 0;
      const to = floor + 1 < height ? (floors.from[floor + 1] ?? 0) : count;
      if (to - from < 2) continue;
      const into = { network: floors.networks[floor] ?? 0, prefixBits: floors.bits[floor] ?? 0 };
      merges.push({ into, entries: [...places.subarray(from, to)] });
    }
    [height, count] = [0, 0];
  }

  /** True when the upper two floors are the halves of one range. */
  function canJoin(): boolean {
    if (height < 2) return false;
    const [lower, upper] = [height - 2, height - 1];
    const bits = floors.bits[upper] ?? 0;
    if (bits !== floors.bits[lower] || bits <= shortestBits) return false;
    const half = 2 ** (32 - bits);
    const network = floors.networks[lower] ?? 0;
    return network % (2 * half) === 0 && network + half === floors.networks[upper];
  }

  return {
    add(network, prefixBits, place) {
      if (height > 0) {
        const top = height - 1;
        const next = (floors.networks[top] ?? 0) + 2 ** (32 - (floors.bits[top] ?? 0));
        // Only neighbours join, so a gap ends whatever was being joined.
        if (next !== network) flush();
      }
      if (height === floors.bits.length || count === places.length) grow();
      floors.networks[height] = network;
      floors.bits[height] = prefixBits;
      floors.from[height] = count;
      places[count] = place;
      [height, count] = [height + 1, count + 1];
      while (canJoin()) {
        height--;
        floors.bits[height - 1] = (floors.bits[height - 1] ?? 0) - 1;
      }
    },
    end: flush,
  };
}

function grow(): void {
  const size = floors.bits.length * 2;
  floors.networks = enlarged(floors.networks, new Uint32Array(size));
  floors.bits = enlarged(floors.bits, new Uint8Array(size));
  floors.from = enlarged(floors.from, new Uint16Array(size));
  places = enlarged(places, new Uint16Array(size));
}

function enlarged<T extends Uint8Array | Uint16Array | Uint32Array>(old: T, made: T): T {
  made.set(old);
  return made;
}
