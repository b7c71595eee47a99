import type { Cluster } from './cluster.ts';

/**
 * The state of a cluster in one word: `Stopped`, what Azure is doing or did last (`Updating`,
 * `Failed` …; an open set), or `Running`. A stopped cluster stays `Succeeded` on the wire, so power
 * comes first.
 */
export function clusterState({
  powerState,
  provisioningState,
}: Pick<Cluster, 'powerState' | 'provisioningState'>): string {
  if (powerState?.toLowerCase() === 'stopped') return 'Stopped';
  if (provisioningState === undefined) return powerState ?? 'Unknown';
  return provisioningState.toLowerCase() === 'succeeded' ? 'Running' : provisioningState;
}

/** True while an operation runs on the cluster. Azure's names for that are an open set; all end in -ing. */
export function isMoving({ provisioningState }: Pick<Cluster, 'provisioningState'>): boolean {
  return provisioningState !== undefined && /ing$/i.test(provisioningState);
}
