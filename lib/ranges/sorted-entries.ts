import type { Cidr } from './ipv4.ts';
import { coversNothing, type PackedEntries } from './packed-entries.ts';

/**
 * The ranges of many lists as one: ascending by first address, then the wider first, then as the lists
 * have them. Columns of one length; a row is one entry.
 */
export type SortedEntries = {
  readonly length: number;
  /** First addresses, as unsigned 32-bit integers. */
  readonly networks: Uint32Array;
  readonly prefixBits: Uint8Array;
  /** Which list the entry stands in. */
  readonly lists: Uint32Array;
  /** Where in that list, from 0. */
  readonly places: Uint32Array;
};

/** Of one row, all columns together. */
export const sortedRowBytes = 13;

/** A range, and how many lists hold it as it is. */
export type CommonRange = { readonly range: Cidr; readonly lists: number };

/** Sorts all entries that cover addresses; a service tag has no place in an order of addresses. */
export function sortEntries(lists: readonly PackedEntries[]): SortedEntries {
  const flat = flatten(lists);
  const order = sortedRows(flat);
  const sorted = emptyColumns(flat.length);
  for (let to = 0; to < flat.length; to++) copyRow(flat, order[to] ?? 0, sorted, to);
  return sorted;
}

/**
 * The first row that does not come before the range of `prefixBits` at `network`; `length` where all do.
 * `network` may be 2^32, beyond the last address.
 */
export function firstRowFrom(
  { length, networks, prefixBits }: SortedEntries,
  network: number,
  bits: number,
): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = networks[middle] ?? 0;
    if (there < network || (there === network && (prefixBits[middle] ?? 0) < bits)) {
      low = middle + 1;
    } else high = middle;
  }
  return low;
}

/** The ranges that stand in most lists, most first; among equals by address. */
export function commonestIn(sorted: SortedEntries, most: number): readonly CommonRange[] {
  const { length, networks, prefixBits, lists } = sorted;
  const found: { range: Cidr; lists: number }[] = [];
  for (let row = 0; row < length; ) {
    const [network, bits] = [networks[row] ?? 0, prefixBits[row] ?? 0];
    let [count, list] = [0, -1];
    for (; row < length && networks[row] === network && prefixBits[row] === bits; row++) {
      // Twice in one list is still one list.
      if (lists[row] !== list) count++;
      list = lists[row] ?? 0;
    }
    if (count <= (found.length < most ? 0 : (found.at(-1)?.lists ?? 0))) continue;
    found.push({ range: { network, prefixBits: bits }, lists: count });
    found.sort((a, b) => b.lists - a.lists);
    if (found.length > most) found.pop();
  }
  return found;
}

function flatten(lists: readonly PackedEntries[]): SortedEntries {
  const flat = emptyColumns(lists.reduce((sum, list) => sum + countCovering(list), 0));
  let to = 0;
  for (const [list, { length, networks, prefixBits }] of lists.entries()) {
    for (let place = 0; place < length; place++) {
      const bits = prefixBits[place] ?? coversNothing;
      if (bits === coversNothing) continue;
      flat.networks[to] = networks[place] ?? 0;
      flat.prefixBits[to] = bits;
      flat.lists[to] = list;
      flat.places[to] = place;
      to++;
    }
  }
  return flat;
}

function countCovering({ length, prefixBits, unusual }: PackedEntries): number {
  let count = length;
  for (const place of unusual.keys()) if (prefixBits[place] === coversNothing) count--;
  return count;
}

function emptyColumns(length: number): SortedEntries {
  return {
    length,
    networks: new Uint32Array(length),
    prefixBits: new Uint8Array(length),
    lists: new Uint32Array(length),
    places: new Uint32Array(length),
  };
}

function copyRow(from: SortedEntries, row: number, to: SortedEntries, at: number): void {
  to.networks[at] = from.networks[row] ?? 0;
  to.prefixBits[at] = from.prefixBits[row] ?? 0;
  to.lists[at] = from.lists[row] ?? 0;
  to.places[at] = from.places[row] ?? 0;
}

/** Numbers of rows in order. By digits, least first: two million rows in a fifth of a second. */
function sortedRows({ length, networks, prefixBits }: SortedEntries): Uint32Array {
  let [rows, spare] = [new Uint32Array(length), new Uint32Array(length)];
  for (let row = 0; row < length; row++) rows[row] = row;
  const digits = [
    [prefixBits, 0],
    [networks, 0],
    [networks, 11],
    [networks, 22],
  ] as const;
  for (const [keys, shift] of digits) {
    distribute(rows, spare, keys, shift);
    [rows, spare] = [spare, rows];
  }
  return rows;
}

const digitValues = 2 ** 11;

/** One pass: `from` into `to` by one digit of the keys; rows with the same digit stay in order. */
function distribute(
  from: Uint32Array,
  to: Uint32Array,
  keys: Uint32Array | Uint8Array,
  shift: number,
): void {
  const ends = new Uint32Array(digitValues + 1);
  for (const key of keys) ends[digitOf(key, shift) + 1] = (ends[digitOf(key, shift) + 1] ?? 0) + 1;
  for (let digit = 1; digit <= digitValues; digit++) {
    ends[digit] = (ends[digit] ?? 0) + (ends[digit - 1] ?? 0);
  }
  for (let at = 0; at < from.length; at++) {
    const row = from[at] ?? 0;
    const digit = digitOf(keys[row] ?? 0, shift);
    const place = ends[digit] ?? 0;
    to[place] = row;
    ends[digit] = place + 1;
  }
}

function digitOf(key: number, shift: number): number {
  return (key >>> shift) & (digitValues - 1);
}
