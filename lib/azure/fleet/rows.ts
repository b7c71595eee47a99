import { z } from 'zod';
import type { ClusterSource } from '#lib/clusters/cluster';
import type { FleetRow, Unreadable } from '#lib/clusters/fleet/fleet';
import { type SummaryReader, summaryReader } from '#lib/clusters/summary';
import type { Subscription } from './directories.ts';

/** A part of a fleet: the clusters that could be read, and the scopes that could not, each with why. */
export type FleetPart = {
  readonly rows: readonly FleetRow[];
  readonly unreadable: readonly Unreadable[];
};

type Listing = {
  /** The directory whose token listed them, which may not be the subscription's own (Lighthouse). */
  readonly tenantId: string;
  readonly subscriptions: readonly Subscription[];
};

/**
 * Turns the items of an AKS list, or the rows of a query, into rows. An item that cannot be
 * understood is named in `unreadable`.
 */
export type RowReader = (items: readonly unknown[], source: ClusterSource) => FleetPart;

/**
 * Makes the reader for a directory: one for all its pages, so that what the rows have in common is
 * kept in memory once.
 */
export function rowReader({ tenantId, subscriptions }: Listing): RowReader {
  const names = new Map(subscriptions.map((s) => [s.subscriptionId.toLowerCase(), s.name]));
  const read = summaryReader();
  return (items, source) => {
    const rows: FleetRow[] = [];
    const unreadable: Unreadable[] = [];
    for (const item of items) {
      const row = readRow(item, source, { read, names, tenantId });
      if ('failure' in row) unreadable.push(row);
      else rows.push(row);
    }
    return { rows, unreadable };
  };
}

type Naming = {
  readonly read: SummaryReader;
  readonly names: ReadonlyMap<string, string>;
  readonly tenantId: string;
};

function readRow(
  item: unknown,
  source: ClusterSource,
  { read, names, tenantId }: Naming,
): FleetRow | Unreadable {
  const cluster = read(item, source);
  if (!cluster.ok) return unreadableItem(item, cluster.error);
  const { subscriptionId } = cluster.value.id;
  const subscriptionName = names.get(subscriptionId.toLowerCase()) ?? subscriptionId;
  // Added to it and not copied: a copy would hold the texts of its entries.
  return Object.assign(cluster.value, { subscriptionName, tenantId });
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
