import { z } from 'zod';
import type { ClusterSource } from '#lib/clusters/cluster';
import type { FleetRow, Unreadable } from '#lib/clusters/fleet/fleet';
import { packedOf, withEntries } from '#lib/clusters/lazy-entries';
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
 * Adds an item of an AKS list, or a row of a query, to what was read, and answers its cluster. One that cannot
 * be understood is named in `unreadable`.
 */
export type ItemReader = (
  item: unknown,
  source: ClusterSource,
  into: ReadItems,
) => ClusterSummary | undefined;

/** Makes the reader for a directory: one for all its pages, so that what clusters have in common is kept once. */
export function itemReader(): ItemReader {
  const read = summaryReader();
  return (item, source, { clusters, unreadable }) => {
    const cluster = read(item, source);
    if (!cluster.ok) {
      unreadable.push(unreadableItem(item, cluster.error));
      return undefined;
    }
    clusters.push(cluster.value);
    return cluster.value;
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
      return named(cluster, { subscriptionName, tenantId });
    });
    return { rows, unreadable };
  };
}

type Names = Pick<FleetRow, 'subscriptionName' | 'tenantId'>;

function named(cluster: ClusterSummary, names: Names): FleetRow {
  // Added to it and not copied: a copy would hold the texts of its entries.
  if (!isNamed(cluster)) return Object.assign(cluster, names);
  const isSame =
    cluster.tenantId === names.tenantId && cluster.subscriptionName === names.subscriptionName;
  // Another reading has it too, under names of its own.
  return isSame ? cluster : Object.assign(withEntries({ ...cluster }, packedOf(cluster)), names);
}

function isNamed(cluster: ClusterSummary & Partial<Names>): cluster is FleetRow {
  return cluster.tenantId !== undefined;
}

/** Turns whole lists into rows. */
export type RowReader = (items: readonly unknown[], source: ClusterSource) => FleetPart;

export function rowReader(listing: Listing): RowReader {
  const read = itemReader();
  const toRows = rowNamer(listing);
  return (items, source) => {
    const into: ReadItems = { clusters: [], unreadable: [] };
    for (const item of items) read(item, source, into);
    return toRows(into);
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
