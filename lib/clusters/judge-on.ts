import { accessOfEntries } from '#lib/ranges/access';
import type { Finding } from '#lib/ranges/finding';
import { type Judged, judge } from '#lib/ranges/findings';
import type { Cluster } from './cluster.ts';
import { hasFailed } from './state.ts';

/**
 * Whether a change may cut the cluster's own nodes off, so that it has to be known where they leave from.
 * Additions to a restricted list cannot; everything else may.
 */
export function needsEgress(
  { access, entries }: Pick<Cluster, 'access' | 'entries'>,
  after: readonly string[],
): boolean {
  const kept = new Set(after);
  return accessOfEntries(after) !== access || entries.some((entry) => !kept.has(entry));
}

type Told = Pick<Cluster, 'access' | 'outboundType' | 'provisioningState' | 'rangeLimit'>;
type Change = Omit<Judged, 'accessBefore' | 'outboundType' | 'hasFailed' | 'limit'>;

/** Judges a change of the list of this cluster, with all that the cluster itself tells. */
export function judgeOn(cluster: Told, change: Change): readonly Finding[] {
  return judge({
    ...change,
    accessBefore: cluster.access,
    outboundType: cluster.outboundType,
    hasFailed: hasFailed(cluster.provisioningState),
    limit: cluster.rangeLimit,
  });
}
