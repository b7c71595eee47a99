import type { Cidr } from '#lib/ranges/cidr';
import { reachOfPacked } from '#lib/ranges/packed-reach';
import type { Reach } from '#lib/ranges/reach';
import type { Cluster } from './cluster.ts';
import { packedOf } from './lazy-entries.ts';

/**
 * Whether an address gets in to a cluster; without `who`, what can be said of any address. An open
 * cluster that Resource Graph is merely silent about counts as exposed, but proves nothing: unknown,
 * because not confirmed, until it has been read directly.
 */
export function clusterReach(
  cluster: Pick<Cluster, 'access' | 'accessConfirmed' | 'entries'>,
  who: Cidr | undefined,
): Reach {
  const { access, accessConfirmed } = cluster;
  if (access === 'open' && !accessConfirmed) return { kind: 'unknown', because: 'not confirmed' };
  if (access === 'restricted' && !who) return { kind: 'unknown', because: 'no address' };
  return reachOfPacked(who ?? nobody, access, packedOf(cluster));
}

/** Stands in where the answer does not depend on the address. */
const nobody: Cidr = { network: 0, prefixBits: 32 };
