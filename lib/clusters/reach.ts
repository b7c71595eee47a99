import type { Cidr } from '#lib/ranges/cidr';
import { joinReaches, type Reach, reachOf } from '#lib/ranges/reach';
import type { Cluster } from './cluster.ts';

/**
 * Whether an address gets in to a cluster; without `who`, what can be said of any address. An open
 * cluster that Resource Graph is merely silent about counts as exposed, but proves nothing: unknown,
 * because not confirmed, until it has been read directly.
 */
export function clusterReach(cluster: Cluster, who: Cidr | undefined): Reach {
  const { access, accessConfirmed, entries } = cluster;
  if (access === 'open' && !accessConfirmed) return { kind: 'unknown', because: 'not confirmed' };
  if (access === 'restricted' && !who) return { kind: 'unknown', because: 'no address' };
  return reachOf(who ?? nobody, access, entries);
}

/** Stands in where the answer does not depend on the address. */
const nobody: Cidr = { network: 0, prefixBits: 32 };

/** `clusterReach` of several ranges asked together; empty where nobody knows the address. */
export function clusterReachFrom(cluster: Cluster, who: readonly Cidr[]): Reach {
  return who.length === 0
    ? clusterReach(cluster, undefined)
    : joinReaches(who.map((range) => clusterReach(cluster, range)));
}
