import type { Rate } from './rate.ts';

/**
 * What AKS answers before it throttles: GETs of one cluster, LISTs of one subscription and of one
 * resource group, and questions about operations of one subscription.
 */
export type ReadLimits = {
  readonly get: Rate;
  readonly list: Rate;
  readonly groupList: Rate;
  readonly poll: Rate;
};

/** AKS's own limits. Source: AKS documentation, quotas-skus-regions, "Throttling limits". */
export const aksReadLimits: ReadLimits = {
  get: { burst: 60, perSecond: 1 },
  list: { burst: 500, perSecond: 1 },
  groupList: { burst: 60, perSecond: 1 },
  poll: { burst: 200, perSecond: 2 },
};
