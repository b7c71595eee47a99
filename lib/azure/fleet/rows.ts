import { z } from 'zod';
import type { ClusterSource } from '#lib/clusters/cluster';
import type { FleetRow, Unreadable } from '#lib/clusters/fleet/fleet';
import { type ClusterSummary, summaryReader } from '#lib/clusters/summary';
import type { Subscription } from './directories.ts';

/** A part of a fleet: the clusters that could be read, and the scopes that could not, each with why. */
export type FleetPart = {
  readonly rows: readonly FleetRow[];
  readonly unreadable: readonly Unreadable[];
};

/** What items were read so far, before anybody knows the names of their subscriptions. */
export type ReadItems = {
  readonly clusters: ClusterSummary[];
  readonly unreadable: Unreadable[];
};

/**
 * Adds the items of an AKS list, or the rows of a query, to what was read. An item that cannot be
 * understood is named in `unreadable`.
 */
export type ItemReader = (
  items: readonly unknown[],
  source: ClusterSource,
  into: ReadItems,
) => void;

/** Makes the reader for a directory: one for all its pages, so that what clusters have in common is kept once. */
export function itemReader(): ItemReader {
  const read = summaryReader();
  return (items, source, { clusters, unreadable }) => {
    for (const item of items) {
      const cluster = read(item, source);
      if (cluster.ok) clusters.push(cluster.value);
      else unreadable.push(unreadableItem(item, cluster.error));
    }
  };
}

type Listing = {
  /** The directory whose token listed them, which may not be the subscription's own (Lighthouse). */
  readonly tenantId: string;
  readonly subscriptions: readonly Subscription[];
};

/** Makes rows of clusters, with the name of the subscription, or its id where that is not known. */
export type RowNamer = (read: ReadItems) => FleetPart;

export function rowNamer({ tenantId, subscriptions }: Listing): RowNamer {
  const names = new Map(subscriptions.map((s) => [s.subscriptionId.toLowerCase(), s.name]));
  return ({ clusters, unreadable }) => {
    const rows = clusters.map((cluster) => {
      const { subscriptionId } = cluster.id;
      const subscriptionName = names.get(subscriptionId.toLowerCase()) ?? subscriptionId;
      // Added to it and not copied: a copy would hold the texts of its entries.
      return Object.assign(cluster, { subscriptionName, tenantId });
    });
    return { rows, unreadable };
  };
}

/** Turns whole lists into rows. */
export type RowReader = (items: readonly unknown[], source: ClusterSource) => FleetPart;

export function rowReader(listing: Listing): RowReader {
  const read = itemReader();
  const named = rowNamer(listing);
  return (items, source) => {
    const into: ReadItems = { clusters: [], unreadable: [] };
    read(items, source, into);
    return named(into);
  };
}

const namedSchema = z.object({ id: z.string().catch(''), name: z.string().catch('') });

function unreadableItem(item: unknown, reason: string): Unreadable {
  const named = namedSchema.safeParse(item);
  const { id, name } = named.success ? named.data : { id: '', name: '' };
  return {
    scope: id,
    label: name || id || 'a cluster without a name',
    failure: { code: 'azure-error', status: 200, azureMessage: reason },
  };
}
