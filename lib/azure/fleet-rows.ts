import { z } from 'zod';
import { readCluster } from '#lib/clusters/cluster';
import type { FleetRow, Unreadable } from '#lib/clusters/fleet';
import type { Subscription } from './directories.ts';

/** Some of a fleet: the clusters that could be read, and by name what could not. */
export type FleetPart = {
  readonly rows: readonly FleetRow[];
  readonly unreadable: readonly Unreadable[];
};

type Listing = {
  /** The directory whose token listed them, which may not be the subscription's own (Lighthouse). */
  readonly tenantId: string;
  readonly subscriptions: readonly Subscription[];
};

/** Reads the items of a list, or the rows of a query. One that makes no sense is named by its id. */
export function readRows(
  items: readonly unknown[],
  source: 'direct' | 'resource-graph',
  { tenantId, subscriptions }: Listing,
): FleetPart {
  const names = new Map(subscriptions.map((s) => [s.subscriptionId.toLowerCase(), s.name]));
  const rows: FleetRow[] = [];
  const unreadable: Unreadable[] = [];
  for (const item of items) {
    const cluster = readCluster(item, source);
    if (cluster.ok) {
      const { subscriptionId } = cluster.value.id;
      const subscriptionName = names.get(subscriptionId.toLowerCase()) ?? subscriptionId;
      rows.push({ ...cluster.value, subscriptionName, tenantId });
    } else {
      unreadable.push(unreadableItem(item, cluster.error));
    }
  }
  return { rows, unreadable };
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
