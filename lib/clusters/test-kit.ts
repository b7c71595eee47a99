import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { type Cluster, type ClusterSource, readCluster } from './cluster.ts';

// Builders for tests of what is made of clusters. Never part of the product.

/** What a test is about; everything else is a restricted, running cluster in West Europe. */
export type Wire = {
  readonly name?: string;
  readonly group?: string;
  readonly subscription?: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly entries?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly source?: ClusterSource;
};

const defaultSubscription = '11112222-bbbb-3333-cccc-4444dddd5555';

/** A body of GET as Azure gives it, with the lower-case `resourcegroups` of real answers. */
export function wire(of: Wire = {}): Record<string, unknown> {
  const { name = 'aks-prod', group = 'rg-payments', subscription = defaultSubscription } = of;
  return {
    id: `/subscriptions/${subscription}/resourcegroups/${group}/providers/Microsoft.ContainerService/managedClusters/${name}`,
    name,
    type: 'Microsoft.ContainerService/ManagedClusters',
    location: of.location ?? 'westeurope',
    tags: of.tags ?? {},
    properties: {
      provisioningState: 'Succeeded',
      powerState: { code: 'Running' },
      fqdn: `${name}-dns-a3ku9qvj.hcp.westeurope.azmk8s.io`,
      apiServerAccessProfile: { authorizedIPRanges: of.entries ?? ['73.140.245.0/24'] },
      ...of.properties,
    },
  };
}

/** The cluster that `wire` describes. */
export function cluster(of: Wire = {}): Cluster {
  const read = readCluster(wire(of), of.source ?? 'direct');
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

/** A row of the fleet with the cluster that `wire` describes. */
export function row(of: Wire = {}, subscriptionName = 'Payments'): FleetRow {
  return { ...cluster(of), subscriptionName, tenantId: '99990000-aaaa-1111-bbbb-2222cccc3333' };
}
