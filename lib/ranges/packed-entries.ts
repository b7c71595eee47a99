import { type Access, accessOfEntries, fewestWhenOpen } from './access.ts';
import { coverageOf } from './entry.ts';
import { type Cidr, formatCidr } from './ipv4.ts';

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

/** A list as one text: its entries, each but the last with a comma behind it. */
export type JoinedEntries = { readonly text: string; readonly length: number };

/** Packs a list; `unpackEntries` gives every text back as it stood. */
export function packEntries(entries: readonly string[]): PackedEntries {
  return packInto(emptyList(entries.length), entries);
}

/**
 * Packs the lists of a fleet: equal ones once, and all of them into a few large pieces of memory. A
 * buffer for each of ten thousand lists would keep the garbage collector busy. Undefined where a text
 * has not as many entries as it should.
 */
export function listPacker() {
  const lists = new Map<number, PackedEntries[]>();
  const room = makeRoom();
  let scratch = emptyList(0);
  return (entries: readonly string[] | JoinedEntries): PackedEntries | undefined => {
    if (entries.length > scratch.networks.length) scratch = emptyList(2 * entries.length);
    const packed = 'text' in entries ? packJoined(scratch, entries) : packInto(scratch, entries);
    if (!packed) return undefined;
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

function packInto(room: Room, entries: readonly string[]): PackedEntries {
  let unusual: Map<number, string> | undefined;
  for (let index = 0; index < entries.length; index++) {
    const text = entries[index] ?? '';
    if (putBytes(text) && readPlain(bytes, 0) === text.length) put(room, index, plain);
    else unusual = putUnusual(room, unusual, index, text);
  }
  return { length: entries.length, ...room, unusual: unusual ?? none };
}

/** Out of the bytes of the one text: to make a text of each entry takes longer than to read them. */
function packJoined(room: Room, { text, length }: JoinedEntries): PackedEntries | undefined {
  if (length === 0 || !putBytes(text)) {
    const entries = text === '' && length === 0 ? [] : text.split(',');
    return entries.length === length ? packInto(room, entries) : undefined;
  }
  let unusual: Map<number, string> | undefined;
  let from = 0;
  for (let index = 0; index < length; index++) {
    if (from > text.length) return undefined;
    let end = readPlain(bytes, from);
    if (end === undefined) {
      end = bytes.indexOf(COMMA, from);
      // A slice of the text would keep all of it in memory.
      const entry = decoder.decode(bytes.subarray(from, end));
      unusual = putUnusual(room, unusual, index, entry);
    } else {
      put(room, index, plain);
    }
    from = end + 1;
  }
  return from > text.length ? { length, ...room, unusual: unusual ?? none } : undefined;
}

function put({ networks, prefixBits }: Room, index: number, range: Cidr | undefined): void {
  networks[index] = range?.network ?? 0;
  prefixBits[index] = range?.prefixBits ?? coversNothing;
}

function putUnusual(
  room: Room,
  unusual: Map<number, string> | undefined,
  index: number,
  text: string,
): Map<number, string> {
  put(room, index, coverageOf(text));
  return (unusual ?? new Map<number, string>()).set(index, text);
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

const [ZERO, DOT, SLASH, COMMA] = [0x30, 0x2e, 0x2f, 0x2c];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The text that is being read, and a comma behind it. */
let bytes = new Uint8Array(0);

/** Puts a text into `bytes`, a byte for each character; false where it has others than ASCII. */
function putBytes(text: string): boolean {
  if (bytes.length <= text.length) bytes = new Uint8Array(2 * text.length + 1);
  const { read, written } = encoder.encodeInto(text, bytes);
  bytes[text.length] = COMMA;
  return read === text.length && written === text.length;
}

/** What `readPlain` found; one object, since making millions takes longer than reading them. */
const plain = { network: 0, prefixBits: 0 };

/**
 * Reads `a.b.c.d/n` into `plain` if that stands there, up to a comma, exactly as `formatCidr` would write
 * it; answers where it ends.
 */
function readPlain(bytes: Uint8Array, from: number): number | undefined {
  let at = from;
  let address = 0;
  let number = 0;
  for (let part = 0; part < 5; part++) {
    number = digitAt(bytes, at);
    if (number > 9) return undefined;
    const second = digitAt(bytes, ++at);
    if (second <= 9) {
      if (number === 0) return undefined;
      number = number * 10 + second;
      const third = digitAt(bytes, ++at);
      if (third <= 9) {
        number = number * 10 + third;
        at++;
      }
    }
    if (part === 4) break;
    if (number > 255 || bytes[at++] !== (part === 3 ? SLASH : DOT)) return undefined;
    address = (address << 8) | number;
  }
  if (number > 32 || bytes[at] !== COMMA) return undefined;
  // A shift by 32 is a shift by 0.
  const hostBits = number === 0 ? -1 : (1 << (32 - number)) - 1;
  if (number < 32 && (address & hostBits) !== 0) return undefined;
  plain.network = address >>> 0;
  plain.prefixBits = number;
  return at;
}

/** Above 9 where there stands no digit. */
function digitAt(bytes: Uint8Array, index: number): number {
  return ((bytes[index] ?? 0) - ZERO) >>> 0;
}
