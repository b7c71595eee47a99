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
 * What still stands of what was added to these clusters, by their keys: told is who added it last. `additions`
 * are the newest first.
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
 * Who has added what stands in the list of a cluster that Azure has just let the reader read, by `entryKey`; for
 * as long as the ledger keeps their changes.
 */
export async function additionsTo(cluster: Cluster): Promise<ReadonlyMap<string, Addition>> {
  const key = clusterKey(cluster.id);
  const additions = await currentLedger().store.additionsOn([key]);
  const standing = standingAdditions(new Map([[key, cluster]]), additions);
  return new Map([...standing].map(({ entry, by }) => [entry, by]));
}
