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
  if (isStopped({ powerState })) return 'Stopped';
  if (!provisioningState) return powerState || 'Unknown';
  return provisioningState.toLowerCase() === 'succeeded' ? 'Running' : provisioningState;
}

/** True for a cluster that is switched off, in whatever letters Azure says so. */
export function isStopped({ powerState }: Pick<Cluster, 'powerState'>): boolean {
  return powerState?.toLowerCase() === 'stopped';
}

/** True while an operation runs on the cluster. Azure's names for that are an open set; all end in -ing. */
export function isMoving({ provisioningState }: Pick<Cluster, 'provisioningState'>): boolean {
  return provisioningState !== undefined && /ing$/i.test(provisioningState);
}

/** How an operation ends, by Azure's word for it in lower case. Anything else is still going on, or no ending. */
export const operationEndings: ReadonlyMap<string, 'Succeeded' | 'Failed' | 'Canceled'> = new Map([
  ['succeeded', 'Succeeded'],
  ['failed', 'Failed'],
  ['canceled', 'Canceled'],
  ['cancelled', 'Canceled'],
] as const);

/**
 * True when the last operation on the cluster failed or was cancelled: what it was to do may be done in
 * part, in the list and not in the network for one.
 */
export function hasFailed(provisioningState: string | undefined): boolean {
  const ended = operationEndings.get(provisioningState?.toLowerCase() ?? '');
  return ended === 'Failed' || ended === 'Canceled';
}
