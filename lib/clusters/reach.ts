import type { Cidr } from '#lib/ranges/cidr';
import { reachOfPacked } from '#lib/ranges/packed-reach';
import { joinReaches, type Reach } from '#lib/ranges/reach';
import type { Cluster } from './cluster.ts';
import { packedOf } from './lazy-entries.ts';

type Reachable = Pick<Cluster, 'access' | 'accessConfirmed' | 'entries'>;

/**
 * Whether an address gets in to a cluster; without `who`, what can be said of any address. An open
 * cluster that Resource Graph is merely silent about counts as exposed, but proves nothing: unknown,
 * because not confirmed, until it has been read directly.
 */
export function clusterReach(cluster: Reachable, who: Cidr | undefined): Reach {
  const { access, accessConfirmed } = cluster;
  if (access === 'open' && !accessConfirmed) return { kind: 'unknown', because: 'not confirmed' };
  if (access === 'restricted' && !who) return { kind: 'unknown', because: 'no address' };
  return reachOfPacked(who ?? nobody, access, packedOf(cluster));
}

/** Stands in where the answer does not depend on the address. */
const nobody: Cidr = { network: 0, prefixBits: 32 };

/** `clusterReach` of several ranges asked together; empty where nobody knows the address. */
export function clusterReachFrom(cluster: Reachable, who: readonly Cidr[]): Reach {
  return who.length === 0
    ? clusterReach(cluster, undefined)
    : joinReaches(who.map((range) => clusterReach(cluster, range)));
}
