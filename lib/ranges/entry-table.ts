import { type Entry, entryKey, readEntry } from './entry.ts';
import { type Cidr, covers } from './ipv4.ts';

/** One row of the Entries table: an entry, and how it stands to the others of its list. */
export type EntryRow = Entry & {
  /** Place in Azure's list, from 0. */
  readonly index: number;
  /** The narrowest other entry that admits all of it already. */
  readonly coveredBy?: string | undefined;
  /** Place of the first entry that is the same to Azure. */
  readonly duplicateOf?: number | undefined;
};

type Placed = { readonly index: number; readonly text: string; readonly range: Cidr };

/** The rows of a list, in its order. Quick also for 2,000 entries: sorts once, then one pass. */
export function describeEntries(entries: readonly string[]): readonly EntryRow[] {
  const read = entries.map(readEntry);
  const duplicates = findDuplicates(entries);
  const placed = read.flatMap(({ text, range }, index) =>
    range && !duplicates.has(index) ? [{ index, text, range }] : [],
  );
  const parents = findParents(placed);

  return read.map((entry, index) => ({
    ...entry,
    index,
    coveredBy: parents.get(index),
    duplicateOf: duplicates.get(index),
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
function findParents(placed: readonly Placed[]): ReadonlyMap<number, string> {
  const parents = new Map<number, string>();
  const around: Placed[] = [];
  for (const inner of placed.toSorted(widestFirst)) {
    while (around.length > 0 && !holds(around.at(-1), inner)) around.pop();
    const parent = around.at(-1);
    if (parent) parents.set(inner.index, parent.text);
    // Entries with host bits may cover the same; the first of them stands for all.
    if (!parent || parent.range.prefixBits < inner.range.prefixBits) around.push(inner);
  }
  return parents;
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
