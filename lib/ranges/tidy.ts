import { parseAddress } from './ipv4.ts';
import { type Merge, mergeFinder } from './merges.ts';
import { coversNothing, type PackedEntries } from './packed-entries.ts';
import { VERY_WIDE_BELOW_BITS } from './range-warning.ts';
import { AZURE_PLATFORM_ADDRESS, isSpecialPurpose } from './special-purpose.ts';

/** What could be tidied in one list; entries by their place in it. A dead entry is nothing else besides. */
export type Tidy = {
  /** Wider than /16. */
  readonly wide: readonly number[];
  /** Nobody can come from there over the internet. */
  readonly dead: readonly number[];
  /** Another entry admits all of it: in `by`, at the same index, the narrowest such. */
  readonly covered: readonly number[];
  readonly by: readonly number[];
  readonly merges: readonly Merge[];
};

/** Of a list in which there is nothing to tidy, as of nearly all. */
const tidied: Tidy = { wide: [], dead: [], covered: [], by: [], merges: [] };

/**
 * Judges one list: sorts its entries as numbers and goes through them once.
 *
 * What a very wide entry covers is not called covered: the wide one is to go first, and the others may be
 * what should stay. Nor is what an entry with host bits covers, as it is not known what Azure makes of
 * those. Entries that are the same to Azure are one entry here, since removing one by its name removes both.
 */
export function tidyOf(packed: PackedEntries): Tidy {
  const found: Found = { wide: [], dead: [], covered: [], by: [] };
  const merges = walk(sortedKeys(packed), found);
  const { wide, dead, covered } = found;
  return wide.length + dead.length + covered.length + merges.length === 0
    ? tidied
    : { ...found, merges };
}

type Found = {
  readonly wide: number[];
  readonly dead: number[];
  readonly covered: number[];
  readonly by: number[];
};

// One number holds all that an entry is sorted by, and is exactly what a double can hold: its first address
// (32 bits), its prefix (6), whether it is written with host bits (1), and its place in the list (14).
const [prefixRoom, hostBitsAt, placeRoom] = [2 ** 6, 2 ** 14, 2 ** 15];

/** No list of AKS is a fifth of that; what comes after is not looked at. */
const longestList = hostBitsAt;

/** Kept between calls: a fleet has ten thousand lists. */
let scratch = new Float64Array(256);

/** Ranges as numbers: by first address, the widest first; what is written with host bits after its equals. */
function sortedKeys(packed: PackedEntries): Float64Array {
  const length = Math.min(packed.length, longestList);
  if (scratch.length < length) scratch = new Float64Array(length);
  let count = 0;
  for (let at = 0; at < length; at++) {
    const bits = packed.prefixBits[at] ?? coversNothing;
    if (bits === coversNothing) continue;
    const place = hasHostBits(packed, at) ? at + hostBitsAt : at;
    scratch[count++] = ((packed.networks[at] ?? 0) * prefixRoom + bits) * placeRoom + place;
  }
  return scratch.subarray(0, count).sort();
}

/** The ranges around the present one, from the widest in: each lies in the one before, so 33 at the most. */
const around = {
  lasts: new Float64Array(34),
  places: new Int32Array(34),
  bits: new Uint8Array(34),
};

function walk(keys: Float64Array, found: Found): readonly Merge[] {
  const merges = mergeFinder(VERY_WIDE_BELOW_BITS);
  let depth = 0;
  for (const key of keys) {
    const written = key % placeRoom;
    const place = written % hostBitsAt;
    const range = (key - written) / placeRoom;
    const bits = range % prefixRoom;
    const first = (range - bits) / prefixRoom;
    const last = first + 2 ** (32 - bits) - 1;
    if (isDead(first, last)) {
      found.dead.push(place);
      continue;
    }
    if (bits < VERY_WIDE_BELOW_BITS) found.wide.push(place);
    while (depth > 0 && (around.lasts[depth - 1] ?? 0) < first) depth--;
    const outer = depth > 0 ? (around.places[depth - 1] ?? 0) : -1;
    const outerBits = depth > 0 ? (around.bits[depth - 1] ?? 0) : 0;
    const isPlain = written === place;
    if (isPlain && outer >= 0 && outerBits === bits) continue;
    if (outer >= 0 && outerBits >= VERY_WIDE_BELOW_BITS) {
      found.covered.push(place);
      found.by.push(outer);
    } else if (bits >= VERY_WIDE_BELOW_BITS && isPlain) {
      merges.add(first, bits, place);
    }
    if (!isPlain) continue;
    around.lasts[depth] = last;
    around.places[depth] = place;
    around.bits[depth++] = bits;
  }
  return merges.end();
}

/** True when it is written with another address of its range than the first. */
function hasHostBits({ unusual, networks }: PackedEntries, place: number): boolean {
  if (unusual.size === 0) return false;
  const [address = ''] = unusual.get(place)?.trim().split('/') ?? [];
  return address !== '' && parseAddress(address) !== networks[place];
}

const platform = parseAddress(AZURE_PLATFORM_ADDRESS) ?? 0;

/** By their first number of four: ranges that may hold addresses nobody comes from. Most do not. */
const mayBeDead = Uint8Array.from({ length: 256 }, (_, octet) => {
  const known = [0, 10, 100, 127, 168, 169, 172, 192, 198, 203];
  return octet >= 224 || known.includes(octet) ? 1 : 0;
});

/** `0.0.0.0/32` is no address of anybody's either, but it means something: the cluster alone. */
function isDead(first: number, last: number): boolean {
  if (mayBeDead[first >>> 24] === 0 || last === 0) return false;
  return first === last && first === platform ? true : isSpecialPurpose(first, last);
}
