import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { packedOf } from '#lib/clusters/lazy-entries';
import { fullness } from '#lib/ranges/limit';
import type { PackedEntries } from '#lib/ranges/packed-entries';
import { type Tidy, tidyOf } from '#lib/ranges/tidy';
import { sharedAddresses } from './shared-addresses.ts';

/** How much of something there is. */
type Count = { readonly entries: number; readonly clusters: number };

/** What could be tidied in the lists of some clusters, in numbers. */
export type Hygiene = {
  readonly clusters: number;
  /** Clusters open to the internet, the unconfirmed included. */
  readonly open: number;
  readonly openUnconfirmed: number;
  readonly wide: Count;
  readonly dead: Count;
  readonly covered: Count;
  /** Entries that would become fewer by merging; `saved`: by how many. */
  readonly adjacent: Count & { readonly saved: number };
  /** Single addresses on many clusters, and how many of those the most frequent is on. */
  readonly shared: { readonly addresses: number; readonly most: number };
  /** Clusters with lists near their limit; `full`: those that take no more. */
  readonly full: { readonly clusters: number; readonly full: number };
};

// A list is judged once, however many clusters have it and however often its page is asked for. Pages alone
// ask, so these need not hang on globalThis.
const judged = new WeakMap<PackedEntries, Tidy>();
const counted = new WeakMap<readonly FleetRow[], Hygiene>();

/** What could be tidied in the list of a cluster that uses it. */
export function tidyOfRow(row: FleetRow): Tidy {
  const packed = packedOf(row);
  const known = judged.get(packed);
  if (known) return known;
  const tidy = tidyOf(packed);
  judged.set(packed, tidy);
  return tidy;
}

/** True when entries of its list decide who gets in, so that tidying them makes sense. */
export function usesItsList({ access }: FleetRow): boolean {
  return access === 'restricted';
}

/** Counts all that could be tidied. Ten thousand lists of 200 take half a second, and none the second time. */
export function hygieneOf(rows: readonly FleetRow[]): Hygiene {
  const known = counted.get(rows);
  if (known) return known;
  const hygiene = countKinds(rows);
  counted.set(rows, hygiene);
  return hygiene;
}

function countKinds(rows: readonly FleetRow[]): Hygiene {
  const counts = { wide: none(), dead: none(), covered: none(), adjacent: { ...none(), saved: 0 } };
  const full = { clusters: 0, full: 0 };
  let [open, openUnconfirmed] = [0, 0];
  for (const row of rows) {
    if (row.access === 'open') {
      open++;
      if (!row.accessConfirmed) openUnconfirmed++;
    }
    // An open cluster may be so by its very wide entries; the others are what is to stay once they go.
    if (row.access === 'open') add(counts.wide, tidyOfRow(row).wide.length);
    if (!usesItsList(row)) continue;
    const { wide, dead, covered, merges } = tidyOfRow(row);
    add(counts.wide, wide.length);
    add(counts.dead, dead.length);
    add(counts.covered, covered.length);
    const merging = merges.reduce((sum, { entries }) => sum + entries.length, 0);
    add(counts.adjacent, merging);
    counts.adjacent.saved += merging - merges.length;
    const fill = fullness(packedOf(row).length, row.rangeLimit);
    if (fill !== 'roomy') full.clusters++;
    if (fill === 'full' || fill === 'over') full.full++;
  }
  const shared = sharedAddresses(rows.filter(usesItsList));
  const most = shared.reduce((most, { count }) => Math.max(most, count), 0);
  return {
    clusters: rows.length,
    open,
    openUnconfirmed,
    full,
    ...counts,
    shared: { addresses: shared.length, most },
  };
}

function none() {
  return { entries: 0, clusters: 0 };
}

function add(count: { entries: number; clusters: number }, entries: number): void {
  if (entries === 0) return;
  count.entries += entries;
  count.clusters++;
}
