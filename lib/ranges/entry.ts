import { isIpv6, isServiceTag } from './cidr.ts';
import { type Cidr, formatCidr, parseAddress, parsePrefixBits, rangeAround } from './ipv4.ts';
import { VERY_WIDE_BELOW_BITS } from './range-warning.ts';
import { specialPurposeOf } from './special-purpose.ts';

/** What is remarkable about an entry that covers addresses. */
export type EntryNote =
  /** Without a prefix; means /32. */
  | 'bare-address'
  /** Not written with the first address of its range. */
  | 'host-bits'
  /** Admits every address. */
  | 'whole-internet'
  /** `0.0.0.0/32`: nobody but the cluster itself. */
  | 'cluster-only'
  /** Wholly in space that nobody comes from. */
  | 'special-purpose'
  /** Wider than /16. */
  | 'very-wide';

/** One entry of Azure's list, kept as it stands whatever it is. */
export type Entry = {
  /** Verbatim. */
  readonly text: string;
  readonly kind: 'range' | 'service-tag' | 'ipv6' | 'not-understood';
  /** What it covers, host bits cleared; only for kind `range`. */
  readonly range?: Cidr;
  readonly notes: readonly EntryNote[];
};

/** The one entry that means: nobody but the cluster itself. */
export const CLUSTER_ONLY_ENTRY = '0.0.0.0/32';

/** Reads one entry of an existing list. Nothing is refused: what cannot be read says so. */
export function readEntry(text: string): Entry {
  const range = coverageOf(text);
  if (range) return { text, kind: 'range', range, notes: notesOn(text.trim(), range) };
  if (isIpv6(text.trim())) return { text, kind: 'ipv6', notes: [] };
  return { text, kind: isServiceTag(text.trim()) ? 'service-tag' : 'not-understood', notes: [] };
}

/**
 * The addresses that an entry covers, host bits cleared; undefined for a service tag, IPv6 and what
 * nobody can read. Spaces around it do not matter here: whoever it admits must not read as blocked.
 */
export function coverageOf(entry: string): Cidr | undefined {
  const text = entry.trim();
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  const prefixBits = slash < 0 ? 32 : parsePrefixBits(text.slice(slash + 1));
  if (address === undefined || prefixBits === undefined) return undefined;
  return rangeAround(address, prefixBits);
}

/**
 * True when two entries are one and the same to Azure, which reads `1.2.3.4` back as `1.2.3.4/32`
 * (hashicorp/terraform-provider-azurerm#10500). Tags differ by letter case only in spelling.
 */
export function sameEntry(a: string, b: string): boolean {
  return a === b || entryKey(a) === entryKey(b);
}

/** Whether an entry stands in a list, however it is written there. */
export function hasEntry(entries: readonly string[], entry: string): boolean {
  return entries.some((each) => sameEntry(each, entry));
}

/**
 * Equal for entries that are the same to Azure. An entry with host bits has a key of its own: what
 * Azure makes of it is not known, so it is never taken for its range.
 */
export function entryKey(entry: string): string {
  const text = entry.trim();
  // Neither a tag nor a bare address has one, and nearly every entry does.
  if (text.includes('/')) return text;
  if (isServiceTag(text)) return text.toLowerCase();
  return parseAddress(text) === undefined ? text : `${text}/32`;
}

function notesOn(text: string, range: Cidr): readonly EntryNote[] {
  const canonical = formatCidr(range);
  if (range.prefixBits === 0) return ['whole-internet'];
  const notes: EntryNote[] = [];
  if (!text.includes('/')) notes.push('bare-address');
  else if (text !== canonical) notes.push('host-bits');
  if (canonical === CLUSTER_ONLY_ENTRY) notes.push('cluster-only');
  else if (specialPurposeOf(range).wholly) notes.push('special-purpose');
  if (range.prefixBits < VERY_WIDE_BELOW_BITS) notes.push('very-wide');
  return notes;
}
