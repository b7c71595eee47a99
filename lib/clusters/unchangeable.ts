import type { Failure } from '#lib/failure';
import type { Cluster } from './cluster.ts';
import { isStopped } from './state.ts';

type Kind = Pick<Cluster, 'access' | 'isFleetHub' | 'powerState' | 'loadBalancerSku'>;

/** Why the list of a cluster cannot be changed, whatever it holds, as far as the cluster itself tells. */
export function unchangeable(cluster: Kind): readonly Failure[] {
  return [
    ...when(cluster.isFleetHub, { code: 'fleet-hub' }),
    ...when(cluster.access === 'private', { code: 'private-cluster' }),
    ...when(isStopped(cluster), { code: 'stopped' }),
    ...when(cluster.loadBalancerSku === 'basic', { code: 'basic-load-balancer' }),
  ];
}

function when(holds: boolean, failure: Failure): readonly Failure[] {
  return holds ? [failure] : [];
}
