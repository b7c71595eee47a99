import type { Cluster } from '#lib/clusters/cluster';
import { CLUSTER_ONLY_ENTRY } from '#lib/ranges/entry';

/** What becomes of the list when somebody adds their address, or swaps it for their earlier one. */
export function whatIsAdded(
  { access, entries }: Pick<Cluster, 'access' | 'entries'>,
  swap: string | undefined,
): string {
  if (access === 'cluster-only') {
    return `One entry is added for this address alone, in place of ${CLUSTER_ONLY_ENTRY}.`;
  }
  const many = entries.length;
  const there = many === 1 ? 'the one that is there' : `the ${many} that are there`;
  if (swap !== undefined) {
    return `Adding puts one entry for this address alone beside ${there}. Swapping takes your ${swap} out for it.`;
  }
  const stay = many === 1 ? 'stays as it is' : 'stay as they are';
  return `One entry is added for this address alone; ${there} ${stay}.`;
}
