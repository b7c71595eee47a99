import { standingAdditions } from '#lib/changes/additions';
import { currentLedger } from '#lib/changes/current';
import { entriesEnding } from '#lib/changes/expiry';
import type { Addition } from '#lib/changes/fleet-ports';
import { isAnother } from '#lib/changes/steps/decide-read';
import { swapOffer } from '#lib/changes/swap-offer';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { mostFirst, type TidyLine } from '#lib/clusters/hygiene/tidy-line';
import { packedOf } from '#lib/clusters/lazy-entries';
import { clusterKey } from '#lib/clusters/resource-id';
import { coverageOf, entryKey } from '#lib/ranges/entry';
import { entryAt, type PackedEntries } from '#lib/ranges/packed-entries';

// What the ledger knows of the lists of a whole fleet. `rows` are what Azure has just let the person read:
// of other clusters they hear nothing.

/** An entry that somebody added through Drawbridge and that still stands. */
type AddedLine = TidyLine & {
  readonly author: string;
  readonly isMine: boolean;
  /** When the first of its clusters got it, in ms since 1970. */
  readonly since: number;
};

/**
 * Entries that people have added through Drawbridge, the oldest first; as long as the ledger keeps their
 * changes. Told of a cluster is who added it last.
 */
export async function addedEverywhere(
  grantId: string,
  rows: readonly FleetRow[],
): Promise<readonly AddedLine[]> {
  const used = new Map(
    rows
      .filter(({ access }) => access === 'restricted' || access === 'open')
      .map((row) => [clusterKey(row.id), row]),
  );
  const { store } = currentLedger();
  const additions = await store.additionsOn([...used.keys()]);
  return addedLines(grantId, used, additions);
}

/** What is to be taken out of the lists of these clusters by itself. */
export async function endingEverywhere(
  clusterKeys: readonly string[],
): Promise<(row: FleetRow) => readonly string[]> {
  const all = byCluster(await currentLedger().store.endingOn(clusterKeys));
  return ({ id }) => entriesEnding(all.get(clusterKey(id)) ?? []).map(({ entry }) => entry);
}

type Open = Omit<AddedLine, 'rows' | 'since'> & { readonly rows: FleetRow[]; since: number };

function addedLines(
  grantId: string,
  rows: ReadonlyMap<string, FleetRow>,
  additions: readonly Addition[],
): readonly AddedLine[] {
  const lines = new Map<string, Open>();
  for (const { entry, on, by } of standingAdditions(rows, additions)) {
    const { grantId: adder, author, at } = by;
    const key = `${adder} ${entry}`;
    const parts = [{ entries: [entry], words: '' }];
    const line: Open = lines.get(key) ?? {
      key,
      parts,
      rows: [],
      author,
      isMine: adder === grantId,
      since: at,
    };
    line.rows.push(on);
    line.since = Math.min(line.since, at);
    lines.set(key, line);
  }
  return [...lines.values()].sort((a, b) => a.since - b.since || (a.key < b.key ? -1 : 1));
}

/**
 * What this person may swap for `range`, their address of today: the addresses they let in for themselves
 * and that are theirs alone, each with all its clusters. The rules are those of one cluster (`swapOffer`).
 */
export async function earlierEverywhere(
  grantId: string,
  rows: readonly FleetRow[],
  range: string,
): Promise<readonly TidyLine[]> {
  const { store } = currentLedger();
  const restricted = rows.filter(({ access }) => access === 'restricted');
  const keys = restricted.map(({ id }) => clusterKey(id));
  const added = byCluster((await store.additionsOn(keys, grantId)).filter(({ isOwn }) => isOwn));
  const own = new Set([...added.values()].flat().flatMap(({ entries }) => entries));
  const find = singlesFinder([...own].filter((entry) => entry !== range));
  const candidates = restricted.flatMap((row) => {
    const key = clusterKey(row.id);
    const there = new Set(added.get(key)?.flatMap((each) => each.entries.map(entryKey)));
    const standing = there.size > 0 ? find(packedOf(row)) : [];
    // What they let in elsewhere may have stood here already.
    const entries = standing.filter((entry) => there.has(entryKey(entry)));
    return entries.length > 0 ? [{ row, key, entries }] : [];
  });
  if (candidates.length === 0) return [];
  const addresses = new Set(candidates.flatMap(({ entries }) => entries.map(entryKey)));
  const about = byCluster(
    await store.changesAbout(
      candidates.map(({ key }) => key),
      [...addresses],
    ),
  );

  const lines = new Map<string, FleetRow[]>();
  for (const { row, key, entries } of candidates) {
    const concerns = about.get(key) ?? [];
    const mine = concerns.filter(
      (each) => each.grantId === grantId && each.state === 'done' && !isAnother(each, row),
    );
    const entry = swapOffer(mine, concerns, entries, range);
    if (entry === undefined) continue;
    const found = lines.get(entry) ?? [];
    lines.set(entry, found);
    found.push(row);
  }
  return mostFirst(
    [...lines].map(([entry, on]) => ({
      key: entry,
      parts: [{ entries: [entry], into: range, words: '' }],
      rows: on,
    })),
  );
}

/** Finds which of these single addresses stand in a list, verbatim and as often as they do; by numbers. */
function singlesFinder(addresses: readonly string[]) {
  const sought = new Set(
    addresses.map(coverageOf).flatMap((range) => (range?.prefixBits === 32 ? range.network : [])),
  );
  return (packed: PackedEntries): readonly string[] => {
    const { length, networks, prefixBits } = packed;
    const found: string[] = [];
    for (let at = 0; at < length; at++) {
      const isFound = prefixBits[at] === 32 && sought.has(networks[at] ?? 0);
      if (isFound) found.push(entryAt(packed, at));
    }
    return found;
  };
}

function byCluster<T extends { readonly clusterKey: string }>(all: readonly T[]) {
  return Map.groupBy(all, (each) => each.clusterKey);
}
