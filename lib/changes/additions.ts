import type { Cluster } from '#lib/clusters/cluster';
import { clusterKey } from '#lib/clusters/resource-id';
import { entryKey } from '#lib/ranges/entry';
import { currentLedger } from './current.ts';
import type { Addition } from './fleet-ports.ts';
import { isAnother } from './steps/decide-read.ts';

/** A cluster, as far as it matters for who has put what into its list. */
type Listed = Pick<Cluster, 'entries' | 'resourceUid'>;

/** An entry (`entryKey`) that stands in a list, and who has put it there through Drawbridge. */
type Standing<Of> = { readonly entry: string; readonly on: Of; readonly by: Addition };

/**
 * Each entry that was added to the list of one of `clusters` (by `clusterKey`) and still stands in it, as
 * `entryKey`, with the addition that put it there last. `additions` are the newest first.
 */
export function* standingAdditions<Of extends Listed>(
  clusters: ReadonlyMap<string, Of>,
  additions: readonly Addition[],
): Generator<Standing<Of>> {
  const untold = new Map<string, Set<string>>();
  for (const by of additions) {
    const on = clusters.get(by.clusterKey);
    if (!on || isAnother(by, on)) continue;
    const left = untold.get(by.clusterKey) ?? new Set(on.entries.map(entryKey));
    untold.set(by.clusterKey, left);
    for (const wanted of by.entries) {
      const entry = entryKey(wanted);
      // Whoever added it before the last one did does not matter any more.
      if (left.delete(entry)) yield { entry, on, by };
    }
  }
}

/**
 * For each entry of a cluster's list, by `entryKey`, who added it last, as far as the ledger still keeps
 * that. The caller has made sure that Azure lets the reader read this cluster.
 */
export async function additionsTo(cluster: Cluster): Promise<ReadonlyMap<string, Addition>> {
  const key = clusterKey(cluster.id);
  const additions = await currentLedger().store.additionsOn([key]);
  const standing = standingAdditions(new Map([[key, cluster]]), additions);
  return new Map([...standing].map(({ entry, by }) => [entry, by]));
}
