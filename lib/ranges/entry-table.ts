import { type Entry, entryKey, readEntry } from './entry.ts';
import { type Cidr, covers, formatCidr } from './ipv4.ts';

/** One row of the Entries table: an entry, and how it stands to the others of its list. */
export type EntryRow = Entry & {
  /** Place in Azure's list, from 0. */
  readonly index: number;
  /** The narrowest other entry that admits all of it already. */
  readonly coveredBy?: string | undefined;
  /** Place of the first entry that is the same to Azure. */
  readonly duplicateOf?: number | undefined;
  /** Entries that lie wholly in this one. Two ranges overlap only by one holding the other. */
  readonly overlaps: readonly string[];
  /** An entry of the same size next to it: the two would merge into one range twice as wide. */
  readonly adjacentTo?: string | undefined;
};

type Placed = { readonly index: number; readonly text: string; readonly range: Cidr };

/** The rows of a list, in its order. Quick also for 2,000 entries: sorts once, then one pass. */
export function describeEntries(entries: readonly string[]): readonly EntryRow[] {
  const read = entries.map(readEntry);
  const duplicates = findDuplicates(entries);
  const placed = read.flatMap(({ text, range }, index) =>
    range && !duplicates.has(index) ? [{ index, text, range }] : [],
  );
  const nested = findNested(placed);
  const adjacent = findAdjacent(placed);

  return read.map((entry, index) => ({
    ...entry,
    index,
    coveredBy: nested.parents.get(index),
    duplicateOf: duplicates.get(index),
    overlaps: nested.children.get(index) ?? [],
    adjacentTo: adjacent.get(index),
  }));
}

function findDuplicates(entries: readonly string[]): ReadonlyMap<number, number> {
  const firsts = new Map<string, number>();
  const duplicates = new Map<number, number>();
  entries.forEach((entry, index) => {
    const first = firsts.get(entryKey(entry));
    if (first === undefined) firsts.set(entryKey(entry), index);
    else duplicates.set(index, first);
  });
  return duplicates;
}

/** Walks the ranges from the widest in, keeping the ones that hold the present one: 33 at the most. */
function findNested(placed: readonly Placed[]) {
  const parents = new Map<number, string>();
  const children = new Map<number, string[]>();
  const around: Placed[] = [];
  for (const inner of placed.toSorted(widestFirst)) {
    while (around.length > 0 && !holds(around.at(-1), inner)) around.pop();
    const parent = around.at(-1);
    if (parent) parents.set(inner.index, parent.text);
    for (const outer of around) listIn(children, outer.index).push(inner.text);
    // Entries with host bits may cover the same; the first of them stands for all.
    if (!parent || parent.range.prefixBits < inner.range.prefixBits) around.push(inner);
  }
  return { parents, children };
}

function findAdjacent(placed: readonly Placed[]): ReadonlyMap<number, string> {
  const byRange = new Map(placed.map(({ text, range }) => [formatCidr(range), text]));
  const adjacent = new Map<number, string>();
  for (const { index, range } of placed) {
    const neighbour = byRange.get(formatCidr(otherHalf(range)));
    if (neighbour !== undefined) adjacent.set(index, neighbour);
  }
  return adjacent;
}

/**
 * The other half of the range that is twice as wide. The whole internet is no half of anything: for it
 * the shift by 32, which JavaScript takes for 0, makes a range that no entry can have.
 */
function otherHalf({ network, prefixBits }: Cidr): Cidr {
  return { network: (network ^ (1 << (32 - prefixBits))) >>> 0, prefixBits };
}

function widestFirst(a: Placed, b: Placed): number {
  return (
    a.range.network - b.range.network ||
    a.range.prefixBits - b.range.prefixBits ||
    a.index - b.index
  );
}

function holds(outer: Placed | undefined, inner: Placed): boolean {
  return outer !== undefined && covers(outer.range, inner.range);
}

function listIn(lists: Map<number, string[]>, key: number): string[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
