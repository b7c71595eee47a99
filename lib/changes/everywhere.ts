import type { FleetRow } from '#lib/clusters/fleet';
import { clusterKey } from '#lib/clusters/resource-id';
import { mostFirst, type TidyLine } from '#lib/clusters/tidy-line';
import { entryKey, sameEntry } from '#lib/ranges/entry';
import { currentLedger } from './current.ts';
import { isAnother } from './decide-read.ts';
import type { Addition } from './ports.ts';
import { type ChangeRow, momentOf, toChange } from './row.ts';
import { earlierAddresses, swapOffer } from './swap-offer.ts';

// What the ledger knows of the lists of a whole fleet. `rows` are what Azure has just let the person read:
// of other clusters they hear nothing.

/** An entry that somebody added through Drawbridge and that still stands. */
export type AddedLine = TidyLine & {
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

type Open = Omit<AddedLine, 'rows' | 'since'> & { readonly rows: FleetRow[]; since: number };

function addedLines(
  grantId: string,
  rows: ReadonlyMap<string, FleetRow>,
  additions: readonly Addition[],
): readonly AddedLine[] {
  const standing = new Map<string, Set<string>>();
  const lines = new Map<string, Open>();
  for (const { clusterKey: cluster, grantId: by, author, entries, at } of additions) {
    const row = rows.get(cluster);
    if (!row) continue;
    const left = standing.get(cluster) ?? new Set(row.entries.map(entryKey));
    standing.set(cluster, left);
    for (const wanted of entries) {
      const entry = entryKey(wanted);
      // Whoever added it before the last one did does not matter any more.
      if (!left.delete(entry)) continue;
      const key = `${by} ${entry}`;
      const parts = [{ entries: [entry], words: '' }];
      const line: Open = lines.get(key) ?? {
        key,
        parts,
        rows: [],
        author,
        isMine: by === grantId,
        since: at,
      };
      line.rows.push(row);
      line.since = Math.min(line.since, at);
      lines.set(key, line);
    }
  }
  const inOrder = byPlace(rows);
  for (const { rows: found } of lines.values()) found.sort(inOrder);
  return [...lines.values()].sort((a, b) => a.since - b.since || (a.key < b.key ? -1 : 1));
}

/** In the order of the view again: additions come by age. */
function byPlace(rows: ReadonlyMap<string, FleetRow>) {
  const places = new Map([...rows.values()].map((row, place) => [row, place]));
  return (a: FleetRow, b: FleetRow) => (places.get(a) ?? 0) - (places.get(b) ?? 0);
}

/** How many done changes of a person are looked through for their earlier addresses. */
const lookedThrough = 2_000;

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
  const mine = byCluster(await store.doneBy(grantId, lookedThrough));
  const candidates = rows.flatMap((row) => {
    const done = (mine.get(clusterKey(row.id)) ?? []).filter((each) => !isAnother(each, row));
    if (row.access !== 'restricted' || done.length === 0) return [];
    const { entries } = row;
    const earlier = earlierAddresses(done.map(toChange), range).filter(({ entry }) =>
      entries.some((each) => sameEntry(each, entry)),
    );
    return earlier.length > 0 ? [{ row, entries, done, earlier }] : [];
  });
  if (candidates.length === 0) return [];
  const ranges = new Set(candidates.flatMap(({ earlier }) => earlier.map(({ entry }) => entry)));
  const since = Math.min(...candidates.flatMap(({ done }) => done.map(momentOf)));
  const keys = candidates.map(({ row }) => clusterKey(row.id));
  const others = byCluster(await store.onClusters(keys, { since, ranges: [...ranges] }));

  const lines = new Map<string, FleetRow[]>();
  for (const { row, entries, done } of candidates) {
    const changes = others.get(clusterKey(row.id)) ?? [];
    const entry = swapOffer(done.map(toChange), changes.map(toChange), entries, range);
    if (entry === undefined) continue;
    lines.set(entry, [...(lines.get(entry) ?? []), row]);
  }
  return mostFirst(
    [...lines].map(([entry, on]) => ({
      key: entry,
      parts: [{ entries: [entry], into: range, words: '' }],
      rows: on,
    })),
  );
}

function byCluster(rows: readonly ChangeRow[]): ReadonlyMap<string, readonly ChangeRow[]> {
  return Map.groupBy(rows, (row) => row.clusterKey);
}
