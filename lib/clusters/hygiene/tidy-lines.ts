import { fingerprint } from '#lib/clusters/fleet/fingerprint';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { packedOf } from '#lib/clusters/lazy-entries';
import { grouped } from '#lib/grouped';
import { coverageOf, entryKey } from '#lib/ranges/entry';
import { countAddresses, formatAddress, formatCidr } from '#lib/ranges/ipv4';
import { entryAt, type PackedEntries } from '#lib/ranges/packed-entries';
import { specialPurposeOf } from '#lib/ranges/special-purpose';
import type { Tidy } from '#lib/ranges/tidy';
import { tidyOfRow, usesItsList } from './hygiene.ts';
import { sharedAddresses } from './shared-addresses.ts';
import { mostFirst, type TidyLine, type TidyPart } from './tidy-line.ts';

/** What is told by reading the lists alone. */
type ListKind = 'wide' | 'dead' | 'covered' | 'adjacent' | 'shared';

/**
 * What there is to tidy, each thing once with all the clusters that have it. Very wide entries and shared
 * addresses are each to be judged by itself; of the others, clusters that lack the same care get one plan,
 * since every change of a cluster takes AKS minutes.
 */
export function tidyLines(rows: readonly FleetRow[], kind: ListKind): readonly TidyLine[] {
  switch (kind) {
    case 'shared':
      return sharedLines(rows.filter(usesItsList));
    case 'wide':
      return wideLines(rows.filter((row) => usesItsList(row) || row.access === 'open'));
    case 'dead':
    case 'covered':
    case 'adjacent':
      return setLines(rows.filter(usesItsList), partsOf[kind]);
  }
}

function sharedLines(rows: readonly FleetRow[]): readonly TidyLine[] {
  const lines = sharedAddresses(rows).map(({ address, rows: numbers }): TidyLine => {
    const entry = `${formatAddress(address)}/32`;
    const standing = numbers().flatMap((number) => rows[number] ?? []);
    return { key: entry, parts: [{ entries: [entry], words: '' }], rows: standing };
  });
  return mostFirst(lines);
}

function wideLines(rows: readonly FleetRow[]): readonly TidyLine[] {
  const lines = new Map<string, { line: TidyLine; rows: FleetRow[] }>();
  // Equal lists are one object, and many of a fleet are equal.
  for (const [packed, sharing] of Map.groupBy(rows, packedOf)) {
    const [first] = sharing;
    if (!first) continue;
    const entries = tidyOfRow(first).wide.map((place) => entryAt(packed, place));
    for (const entry of new Set(entries)) {
      const key = entryKey(entry);
      const known = lines.get(key) ?? { line: wideLine(key, entry), rows: [] };
      known.rows.push(...sharing);
      lines.set(key, known);
    }
  }
  return mostFirst([...lines.values()].map(({ line, rows: found }) => ({ ...line, rows: found })));
}

function wideLine(key: string, entry: string): TidyLine {
  const range = coverageOf(entry);
  const words = range ? `${grouped(countAddresses(range))} addresses` : '';
  return { key, parts: [{ entries: [entry], words }], rows: [] };
}

type PartsOf = (packed: PackedEntries, tidy: Tidy) => readonly TidyPart[];

const partsOf: Readonly<Record<'dead' | 'covered' | 'adjacent', PartsOf>> = {
  dead: (packed, { dead }) =>
    dead.map((place) => {
      const entry = entryAt(packed, place);
      return { entries: [entry], words: whyDead(entry) };
    }),
  covered: (packed, { covered, by }) =>
    covered.map((place, index) => ({
      entries: [entryAt(packed, place)],
      words: `is in ${entryAt(packed, by[index] ?? 0)}`,
    })),
  adjacent: (packed, { merges }) =>
    merges.map(({ into, entries }) => ({
      entries: entries.map((place) => entryAt(packed, place)),
      into: formatCidr(into),
      words: '',
    })),
};

function whyDead(entry: string): string {
  const range = coverageOf(entry);
  const names = range ? specialPurposeOf(range).blocks.map(({ name }) => name) : [];
  return names.length > 0 ? [...new Set(names)].join(', ') : 'Azure’s own platform';
}

function setLines(rows: readonly FleetRow[], partsIn: PartsOf): readonly TidyLine[] {
  const lines = new Map<string, { parts: readonly TidyPart[]; rows: FleetRow[] }>();
  for (const [packed, sharing] of Map.groupBy(rows, packedOf)) {
    const [first] = sharing;
    const parts = first ? partsIn(packed, tidyOfRow(first)) : [];
    if (parts.length === 0) continue;
    const key = keyOf(parts);
    const known = lines.get(key) ?? { parts, rows: [] };
    known.rows.push(...sharing);
    lines.set(key, known);
  }
  return mostFirst([...lines].map(([key, line]) => ({ key, ...line })));
}

/** The same for the same work: parts come by address, in whatever order the lists are. */
function keyOf(parts: readonly TidyPart[]): string {
  const texts = parts.map(({ entries, into }) => `${entries.map(entryKey)} ${into ?? ''}`);
  return fingerprint(texts.join('\n'));
}
