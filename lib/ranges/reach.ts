import type { Access } from './access.ts';
import { type Cidr, countAddresses, covers } from './cidr.ts';
import { coverageOfRanges, coversRange, touchesRange } from './coverage.ts';
import { type Entry, readEntry } from './entry.ts';

/** Whether an address or range gets in through a cluster's network rules, and by which entry. */
export type Reach =
  /** `by` is the narrowest entry that admits all of it, or all those that do so together. */
  | { readonly kind: 'admitted'; readonly by: string }
  /** A part of a range is admitted. */
  | { readonly kind: 'partly'; readonly by: readonly string[] }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'open' }
  | { readonly kind: 'private' }
  /** `because`: the entry that could admit it, such as a service tag. */
  | { readonly kind: 'unknown'; readonly because?: string };

/** Every kind of reach, in the order in which people want to see them. */
export const reachKinds = ['admitted', 'partly', 'open', 'blocked', 'private', 'unknown'] as const;

/** Whether `who` gets in to a cluster with this access and these entries. */
export function reachOf(who: Cidr, access: Access, entries: readonly string[]): Reach {
  if (access === 'open' || access === 'private' || access === 'unknown') return { kind: access };
  if (access === 'cluster-only') return { kind: 'blocked' };
  return reachThrough(who, entries.map(readEntry));
}

function reachThrough(who: Cidr, entries: readonly Entry[]): Reach {
  const ranges = entries.flatMap(({ text, range }) => (range ? [{ text, range }] : []));
  const coverage = coverageOfRanges(ranges.map(({ range }) => range));
  if (!touchesRange(coverage, who)) return blockedAsFarAsKnown(entries);

  const touching = ranges.filter(({ range }) => covers(range, who) || covers(who, range));
  if (!coversRange(coverage, who)) return { kind: 'partly', by: touching.map(({ text }) => text) };
  const [narrowest] = touching
    .filter(({ range }) => covers(range, who))
    .sort((a, b) => countAddresses(a.range) - countAddresses(b.range));
  return { kind: 'admitted', by: narrowest?.text ?? touching.map(({ text }) => text).join(', ') };
}

/** A service tag, or an entry nobody can read here, might admit what no range does. */
function blockedAsFarAsKnown(entries: readonly Entry[]): Reach {
  const opaque = entries.find(({ kind }) => kind === 'service-tag' || kind === 'not-understood');
  return opaque ? { kind: 'unknown', because: opaque.text } : { kind: 'blocked' };
}
