import { type Access, accessOfEntries, fewestWhenOpen } from './access.ts';
import { coverageOf } from './entry.ts';
import { formatCidr, rangeAround } from './ipv4.ts';

/**
 * A list of entries as numbers: 5 bytes for each instead of some 50, and nothing to parse when somebody
 * asks who gets in. A fleet holds millions of entries.
 */
export type PackedEntries = {
  readonly length: number;
  /** By index, what each covers: the first address, host bits cleared, as an unsigned 32-bit integer. */
  readonly networks: Uint32Array;
  /** By index, 0-32; `coversNothing` for a service tag, IPv6 and what nobody can read. */
  readonly prefixBits: Uint8Array;
  /** By index, verbatim: entries that are not simply a range with its prefix, at its first address. */
  readonly unusual: ReadonlyMap<number, string>;
};

/** In `prefixBits`: this entry is no IPv4 range. */
export const coversNothing = 255;

const none: ReadonlyMap<number, string> = new Map();

/** Packs a list; `unpackEntries` gives every text back as it stood. */
export function packEntries(entries: readonly string[]): PackedEntries {
  return packInto(emptyList(entries.length), entries);
}

/**
 * Packs the lists of a fleet: equal ones once, and all of them into a few large pieces of memory. A
 * buffer for each of ten thousand lists would keep the garbage collector busy.
 */
export function listPacker(): (entries: readonly string[]) => PackedEntries {
  const lists = new Map<number, PackedEntries[]>();
  const room = makeRoom();
  let scratch = emptyList(0);
  return (entries) => {
    if (entries.length > scratch.networks.length) scratch = emptyList(2 * entries.length);
    const packed = packInto(scratch, entries);
    const hash = packedHash(packed);
    const alike = lists.get(hash) ?? [];
    const same = alike.find((list) => samePacked(list, packed));
    if (same) return same;
    const kept = copyInto(room(packed.length), packed);
    lists.set(hash, [...alike, kept]);
    return kept;
  };
}

type Room = Pick<PackedEntries, 'networks' | 'prefixBits'>;

function emptyList(length: number): Room {
  return { networks: new Uint32Array(length), prefixBits: new Uint8Array(length) };
}

const entriesOfPiece = 16_384;

function makeRoom(): (length: number) => Room {
  let piece = emptyList(0);
  let taken = 0;
  return (length) => {
    if (taken + length > piece.prefixBits.length) {
      piece = emptyList(Math.max(entriesOfPiece, length));
      taken = 0;
    }
    const start = taken;
    taken += length;
    return {
      networks: new Uint32Array(piece.networks.buffer, start * 4, length),
      prefixBits: new Uint8Array(piece.prefixBits.buffer, start, length),
    };
  };
}

function packInto({ networks, prefixBits }: Room, entries: readonly string[]): PackedEntries {
  let unusual: Map<number, string> | undefined;
  for (let index = 0; index < entries.length; index++) {
    const text = entries[index] ?? '';
    const isPlain = readPlain(text);
    const range = isPlain ? plain : coverageOf(text);
    networks[index] = range?.network ?? 0;
    prefixBits[index] = range?.prefixBits ?? coversNothing;
    if (isPlain) continue;
    unusual ??= new Map();
    unusual.set(index, text);
  }
  return { length: entries.length, networks, prefixBits, unusual: unusual ?? none };
}

function copyInto({ networks, prefixBits }: Room, from: PackedEntries): PackedEntries {
  for (let index = 0; index < from.length; index++) {
    networks[index] = from.networks[index] ?? 0;
    prefixBits[index] = from.prefixBits[index] ?? coversNothing;
  }
  return { ...from, networks, prefixBits };
}

/** The entries, verbatim and in Azure's order. */
export function unpackEntries(packed: PackedEntries): readonly string[] {
  return Array.from({ length: packed.length }, (_, index) => entryAt(packed, index));
}

/** One entry, verbatim. */
export function entryAt({ networks, prefixBits, unusual }: PackedEntries, index: number): string {
  return (
    unusual.get(index) ??
    formatCidr({ network: networks[index] ?? 0, prefixBits: prefixBits[index] ?? coversNothing })
  );
}

/** True when both hold the same texts in the same order. */
function samePacked(a: PackedEntries, b: PackedEntries): boolean {
  if (a === b) return true;
  if (a.length !== b.length || a.unusual.size !== b.unusual.size) return false;
  for (let i = 0; i < a.length; i++) {
    if (a.networks[i] !== b.networks[i] || a.prefixBits[i] !== b.prefixBits[i]) return false;
  }
  return [...a.unusual].every(([index, text]) => b.unusual.get(index) === text);
}

/** Equal for lists that are the same; others are rarely equal. */
function packedHash({ length, networks, prefixBits }: PackedEntries): number {
  let hash = length;
  for (let i = 0; i < length; i++) {
    hash = Math.imul(hash ^ (networks[i] ?? 0), 16_777_619);
    hash = Math.imul(hash ^ (prefixBits[i] ?? 0), 16_777_619);
  }
  return hash;
}

const addressesByPrefix = Float64Array.from({ length: 33 }, (_, bits) => 2 ** (32 - bits));

/** How many addresses a range has whose prefix is that long; 0 of what covers nothing. */
export function addressesOf(prefixBits: number): number {
  return addressesByPrefix[prefixBits] ?? 0;
}

/** As `accessOfEntries`. Nearly every list is too short to cover the internet, and is not looked at closer. */
export function accessOfPacked(packed: PackedEntries): Exclude<Access, 'private' | 'unknown'> {
  const { length, prefixBits } = packed;
  let addresses = 0;
  for (let i = 0; i < length; i++) addresses += addressesOf(prefixBits[i] ?? coversNothing);
  if (length > 1 && addresses < fewestWhenOpen) return 'restricted';
  return accessOfEntries(unpackEntries(packed));
}

const [ZERO, NINE, DOT, SLASH] = [0x30, 0x39, 0x2e, 0x2f];

/** What `readPlain` found; one object, since making millions takes longer than reading them. */
const plain = { network: 0, prefixBits: 0 };

/** Reads `a.b.c.d/n` into `plain` if it is exactly what `formatCidr` would write for it. */
function readPlain(text: string): boolean {
  let address = 0;
  let dots = 0;
  let digits = 0;
  let number = 0;
  let slash = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= ZERO && code <= NINE) {
      if (digits > 0 && number === 0) return false;
      number = number * 10 + code - ZERO;
      if (++digits > 3) return false;
      continue;
    }
    if (digits === 0 || number > 255 || slash > 0) return false;
    address = address * 256 + number;
    if (code === DOT) dots++;
    else if (code === SLASH && dots === 3) slash = i;
    else return false;
    if (dots > 3) return false;
    digits = 0;
    number = 0;
  }
  if (slash === 0 || digits === 0 || number > 32) return false;
  plain.network = address;
  plain.prefixBits = number;
  return rangeAround(address, number).network === address;
}
