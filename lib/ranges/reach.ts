import type { Access } from './access.ts';
import { coverageOfRanges, coversRange } from './coverage.ts';
import { coverageOf, type Entry, readEntry } from './entry.ts';
import { type Cidr, covers } from './ipv4.ts';

/** Whether an address or range gets in through a cluster's network rules, and by which entry. */
export type Reach =
  /** `by` is the narrowest entry that admits all of it, or all those that do so together. */
  | { readonly kind: 'admitted'; readonly by: string }
  /** A part of a range is admitted. */
  | { readonly kind: 'partly'; readonly by: readonly string[] }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'open' }
  | { readonly kind: 'private' }
  /** `dependsOn`: the entry that could admit it, such as a service tag. `because`: what else is not known. */
  | { readonly kind: 'unknown'; readonly dependsOn?: string; readonly because?: string };

/** Every kind of reach, in the order in which people want to see them. */
export const reachKinds = ['admitted', 'partly', 'open', 'blocked', 'private', 'unknown'] as const;

/** Whether `who` gets in to a cluster with this access and these entries. */
export function reachOf(who: Cidr, access: Access, entries: readonly string[]): Reach {
  if (access === 'open' || access === 'private' || access === 'unknown') return { kind: access };
  return access === 'cluster-only' ? { kind: 'blocked' } : reachThrough(who, entries);
}

/**
 * The answer for several ranges asked together, at least one: admitted where all of them are, partly where
 * only some are. All are answers of the same list.
 */
export function joinReaches(each: readonly Reach[]): Reach {
  const [first = { kind: 'unknown' }] = each;
  if (each.length < 2) return first;
  const by = [...new Set(each.flatMap(entriesOf))];
  if (each.every(({ kind }) => kind === 'admitted')) return { kind: 'admitted', by: by.join(', ') };
  return by.length > 0 ? { kind: 'partly', by } : first;
}

function entriesOf(reach: Reach): readonly string[] {
  if (reach.kind === 'admitted') return [reach.by];
  return reach.kind === 'partly' ? reach.by : [];
}

/** The first of `entries` that may admit somebody without being an IPv4 range: a service tag, say. */
export function unreadThatCouldAdmit(entries: Iterable<string>): string | undefined {
  for (const entry of entries) if (isOpaque(readEntry(entry))) return entry;
  return undefined;
}

type Placed = { readonly text: string; readonly range: Cidr };

function reachThrough(who: Cidr, entries: readonly string[]): Reach {
  const touching: Placed[] = [];
  const unread: string[] = [];
  let around: Placed | undefined;
  for (const text of entries) {
    const range = coverageOf(text);
    if (!range) {
      unread.push(text);
    } else if (covers(range, who)) {
      if (!around || range.prefixBits > around.range.prefixBits) around = { text, range };
    } else if (covers(who, range)) {
      touching.push({ text, range });
    }
  }
  if (around) return { kind: 'admitted', by: around.text };
  return touching.length > 0 ? reachInParts(who, touching) : blockedAsFarAsKnown(unread);
}

function reachInParts(who: Cidr, parts: readonly Placed[]): Reach {
  const by = parts.map(({ text }) => text);
  const whole = coversRange(coverageOfRanges(parts.map(({ range }) => range)), who);
  return whole ? { kind: 'admitted', by: by.join(', ') } : { kind: 'partly', by };
}

/** A service tag, or an entry nobody can read here, might admit what no range does. */
function blockedAsFarAsKnown(unread: readonly string[]): Reach {
  const dependsOn = unreadThatCouldAdmit(unread);
  return dependsOn === undefined ? { kind: 'blocked' } : { kind: 'unknown', dependsOn };
}

function isOpaque({ kind }: Entry): boolean {
  return kind === 'service-tag' || kind === 'not-understood';
}
