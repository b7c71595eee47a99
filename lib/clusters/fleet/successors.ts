import { type ClusterId, clusterKey } from '#lib/clusters/resource-id';
import type { FleetRow } from './fleet.ts';

type Rows = readonly FleetRow[];

/** Rows that are those of an earlier reading but for some, and at which places they are others. */
export type Successor = { readonly before: Rows; readonly changed: ReadonlySet<number> };

type Found = {
  /** What follows what, and undefined of rows that were looked at as a whole. */
  readonly successors: WeakMap<Rows, Successor | undefined>;
  /** The last of those that were looked at as a whole, of whomever. */
  latest: readonly WeakRef<Rows>[];
};

// Pages and routes are bundles with a copy of this module each: what one has found serves the other.
const holder: typeof globalThis & { drawbridgeSuccessors?: Found } = globalThis;
holder.drawbridgeSuccessors ??= { successors: new WeakMap(), latest: [] };
const found = holder.drawbridgeSuccessors;

/** When more than one row in this many is another, everything is worked out anew. */
const fewOf = 8;

/** With so many earlier readings rows are compared: a team looks at few fleets at a time. */
const mostCompared = 4;

/**
 * Which earlier rows these are but for some, so that what was worked out for those may be taken over; undefined where
 * there are none, and then the same may be said of later ones. Two people who see the same clusters have the same objects.
 */
export function successorOf(rows: Rows): Successor | undefined {
  if (found.successors.has(rows)) return found.successors.get(rows);
  const earlier = found.latest.map((each) => each.deref()).filter((each) => each !== undefined);
  const successor = earlier
    .map((before) => successorAfter(before, rows))
    .find((each) => each !== undefined);
  found.successors.set(rows, successor);
  if (!successor) {
    found.latest = [rows, ...earlier].slice(0, mostCompared).map((each) => new WeakRef(each));
  }
  return successor;
}

function successorAfter(before: Rows, rows: Rows): Successor | undefined {
  if (before.length !== rows.length) return undefined;
  const changed = new Set<number>();
  for (const [at, row] of rows.entries()) {
    if (row === before[at]) continue;
    changed.add(at);
    if (changed.size * fewOf > rows.length) return undefined;
  }
  return { before, changed };
}

/**
 * A copy of the rows with some replaced, by `clusterKey`. The columns of the copy take over what was
 * worked out for the other rows: while a batch runs, some cluster of a fleet changes every few
 * seconds.
 */
export function replaceRows(rows: Rows, newer: ReadonlyMap<string, FleetRow>): Rows {
  // Always from the rows that were looked at as a whole, so that no chain of readings stays in memory.
  const before = found.successors.has(rows) && (found.successors.get(rows)?.before ?? rows);
  // Most subscriptions have none: to make the keys of ten thousand clusters takes longer than all else here.
  const subscriptions = new Set(Array.from(newer.values(), ({ id }) => subscriptionKey(id)));
  const replaced = rows.map((row) =>
    subscriptions.has(subscriptionKey(row.id)) ? (newer.get(clusterKey(row.id)) ?? row) : row,
  );
  const successor = before && successorAfter(before, replaced);
  if (successor) found.successors.set(replaced, successor);
  return replaced;
}

function subscriptionKey({ subscriptionId }: ClusterId): string {
  return subscriptionId.toLowerCase();
}
