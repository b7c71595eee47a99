import type { Finding } from '#lib/ranges/finding';
import { type Judged, judge } from '#lib/ranges/findings';
import type { Cluster } from './cluster.ts';
import { hasFailed } from './state.ts';

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
