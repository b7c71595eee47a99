import type { Cidr } from '#lib/ranges/ipv4';
import { reachOfPacked } from '#lib/ranges/packed-reach';
import { joinReaches, type Reach } from '#lib/ranges/reach';
import type { Cluster } from './cluster.ts';
import { packedOf } from './lazy-entries.ts';

type Reachable = Pick<Cluster, 'access' | 'accessConfirmed' | 'entries'>;

/**
 * Whether these ranges, asked together, get in to a cluster; without any, what can be said of any address.
 * An open cluster that Resource Graph is merely silent about counts as exposed, but proves nothing:
 * unknown, because not confirmed, until it has been read directly.
 */
export function clusterReach(cluster: Reachable, who: readonly Cidr[]): Reach {
  const { access, accessConfirmed } = cluster;
  if (access === 'open' && !accessConfirmed) return { kind: 'unknown', because: 'not confirmed' };
  if (access === 'restricted' && who.length === 0)
    return { kind: 'unknown', because: 'no address' };
  const packed = packedOf(cluster);
  const asked = who.length === 0 ? [nobody] : who;
  return joinReaches(asked.map((range) => reachOfPacked(range, access, packed)));
}

/** Stands in where the answer does not depend on the address. */
const nobody: Cidr = { network: 0, prefixBits: 32 };
