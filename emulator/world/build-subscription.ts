import { randomUUID } from 'node:crypto';
import type { SeedRole, SeedSubscription } from '../seed.ts';
import { type BuiltCluster, buildCluster, type ClusterSpec } from './build-cluster.ts';

/** A subscription in few words: clusters by spec, and who may write or read in all of it. */
export type SubscriptionSpec = Omit<
  SeedSubscription,
  'clusters' | 'displayName' | 'id' | 'roles' | 'resources'
> & {
  readonly id?: string;
  readonly displayName?: string;
  readonly clusters?: readonly ClusterSpec[];
  /** UPNs that become Azure Kubernetes Service Contributor and Reader. */
  readonly writers?: readonly string[];
  /** UPNs that become Reader. */
  readonly readers?: readonly string[];
  /** Roles besides. */
  readonly roles?: readonly SeedRole[];
  /** Network resources besides the clusters' own addresses. */
  readonly resources?: SeedSubscription['resources'];
};

/** The seed of a subscription and its clusters, in the spec's order. */
export function buildSubscription(spec: SubscriptionSpec): {
  readonly seed: SeedSubscription & { readonly id: string };
  readonly clusters: readonly BuiltCluster[];
} {
  const { clusters = [], writers = [], readers = [], roles = [], resources = [], ...rest } = spec;
  const { id = randomUUID(), displayName = 'sub-platform-prod' } = spec;
  const built = clusters.map((cluster) => buildCluster(id, cluster));
  const seed = {
    ...rest,
    id,
    displayName,
    clusters: built.map(({ cluster }) => cluster),
    resources: [...resources, ...built.flatMap((cluster) => cluster.resources)],
    roles: [
      ...writers.flatMap((person) => [
        { person, role: 'Azure Kubernetes Service Contributor Role' as const },
        { person, role: 'Reader' as const },
      ]),
      ...readers.map((person) => ({ person, role: 'Reader' as const })),
      ...roles,
    ],
  };
  return { seed, clusters: built };
}
