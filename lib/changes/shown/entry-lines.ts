import { grouped } from '#lib/grouped';
import { entryKey } from '#lib/ranges/entry';
import { describeEntries, type EntryRow } from '#lib/ranges/entry-table';
import {
  type Cidr,
  countAddresses,
  covers,
  firstAddress,
  formatAddress,
  formatCidr,
  lastAddress,
} from '#lib/ranges/ipv4';
import { locationsOf, type NamedLocation } from '#lib/ranges/named-location';
import type { Expiry } from './keep-for.ts';

/** A short word about an entry; the tone only repeats it. */
type EntryLabel = {
  readonly text: string;
  readonly tone: 'ok' | 'calm' | 'warn' | 'danger' | 'neutral';
};

/** A row of the Entries table, ready to show: the browser has nothing to compute. */
export type EntryLine = {
  readonly index: number;
  /** Verbatim, as it stands in Azure. */
  readonly text: string;
  /** First and last address and how many; empty where the entry is no range. */
  readonly addresses: string;
  readonly labels: readonly EntryLabel[];
  readonly holder?: EntryHolder | undefined;
  readonly ends?: EntryEnd | undefined;
  readonly added?: EntryAdded | undefined;
};

/** What in Azure has an entry's address (`Firewall fw-hub`), and its page in the Azure portal. */
export type EntryHolder = {
  readonly title: string;
  readonly resourceGroup: string;
  readonly href: string;
};

/** When an entry is taken out by itself (ISO time), what keeps it from that, and where that is told. */
export type EntryEnd = Pick<Expiry, 'at' | 'waitsFor'> & { readonly path: string };

/** Who put an entry into the list through Drawbridge, when (ISO 8601 in UTC), and where that is told. */
export type EntryAdded = { readonly who: string; readonly at: string; readonly path: string };

/** What the labels are judged against; what is unknown is left out, not guessed. */
type EntryContext = {
  /** The person's own address, as a /32. */
  readonly own?: Cidr | undefined;
  /** Where the cluster's nodes leave from. */
  readonly egress: readonly Cidr[];
  /** What the operator calls some ranges. */
  readonly locations?: readonly NamedLocation[];
  /** By entry, verbatim. */
  readonly holders?: ReadonlyMap<string, EntryHolder>;
  /** By `entryKey`. */
  readonly ends?: ReadonlyMap<string, EntryEnd>;
  /** By `entryKey`. */
  readonly added?: ReadonlyMap<string, EntryAdded>;
};

/** The Entries table of a list, in Azure's order. */
export function entryLines(
  entries: readonly string[],
  context: EntryContext,
): readonly EntryLine[] {
  return describeEntries(entries).map((row) => ({
    index: row.index,
    text: row.text,
    addresses: row.range === undefined ? '' : addressWords(row.range),
    holder: context.holders?.get(row.text),
    ends: context.ends?.get(entryKey(row.text)),
    labels: [
      ...whoseLabels(row, context),
      ...locationLabels(row, context),
      ...kindLabels(row),
      ...overlapLabels(row),
    ],
    added: context.added?.get(entryKey(row.text)),
  }));
}

function addressWords(range: Cidr): string {
  const first = formatAddress(firstAddress(range));
  const count = countAddresses(range);
  if (count === 1) return first;
  return `${first} – ${formatAddress(lastAddress(range))} · ${grouped(count)}`;
}

function whoseLabels({ range }: EntryRow, { own, egress }: EntryContext): readonly EntryLabel[] {
  if (range === undefined) return [];
  const labels: EntryLabel[] = [];
  if (own !== undefined && covers(range, own)) {
    labels.push({ text: range.prefixBits === 32 ? 'Your address' : 'Lets you in', tone: 'ok' });
  }
  if (egress.some((address) => covers(range, address))) {
    labels.push({ text: 'Cluster egress', tone: 'calm' });
  }
  return labels;
}

function locationLabels(
  { range }: EntryRow,
  { locations = [] }: EntryContext,
): readonly EntryLabel[] {
  const known = range === undefined ? [] : locationsOf(range, locations);
  return known.map(({ name, isWithin }) => ({
    text: isWithin ? name : `Lets ${name} in`,
    tone: 'calm',
  }));
}

function kindLabels(row: EntryRow): readonly EntryLabel[] {
  switch (row.kind) {
    case 'service-tag':
      return [tagLabel(row.text)];
    case 'ipv6':
      return [{ text: 'IPv6, AKS admits IPv4 only', tone: 'warn' }];
    case 'not-understood':
      return [{ text: 'Not understood', tone: 'warn' }];
    case 'range':
      return row.notes.map((note) => noteLabel(note, row));
  }
}

/** Elsewhere in Azure `Internet` stands for every public address; what AKS makes of it nobody has seen. */
function tagLabel(tag: string): EntryLabel {
  const isInternet = tag.trim().toLowerCase() === 'internet';
  return isInternet
    ? { text: 'Service tag, perhaps for everybody', tone: 'danger' }
    : { text: 'Service tag', tone: 'calm' };
}

function noteLabel(note: EntryRow['notes'][number], row: EntryRow): EntryLabel {
  switch (note) {
    case 'whole-internet':
      return { text: 'The whole internet', tone: 'danger' };
    case 'very-wide':
      return { text: 'Very wide', tone: 'warn' };
    case 'cluster-only':
      return { text: 'Nobody but the cluster', tone: 'calm' };
    case 'special-purpose':
      return { text: 'Not an internet address', tone: 'warn' };
    case 'bare-address':
      return { text: 'Means /32', tone: 'neutral' };
    case 'host-bits':
      return {
        text:
          row.range === undefined
            ? 'Host bits set'
            : `Host bits set, range ${formatCidr(row.range)}`,
        tone: 'warn',
      };
  }
}

function overlapLabels(row: EntryRow): readonly EntryLabel[] {
  if (row.duplicateOf !== undefined) return [{ text: 'Duplicate', tone: 'warn' }];
  if (row.coveredBy !== undefined) {
    return [{ text: `Covered by ${row.coveredBy}`, tone: 'neutral' }];
  }
  return [];
}
