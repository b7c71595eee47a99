import { type Queues, type Rate, takeTurn } from '#lib/azure/http/rate';

/** Lets a read go when ARM has room for it. */
export type ReadPace = (subscriptionId: string) => Promise<void>;

/**
 * What ARM lets one person read in one subscription.
 * Source: learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling.
 */
const armReads: Rate = { burst: 250, perSecond: 25 };

/** Each subscription is counted by itself. To be asked before every read. */
export function makeReadPace(): ReadPace {
  const queues: Queues = new Map();
  return async (subscriptionId) => {
    const moment = { now: performance.now(), longestWaitMs: Number.POSITIVE_INFINITY };
    const waitMs = takeTurn(queues, subscriptionId.toLowerCase(), armReads, moment);
    if (waitMs > 0) await new Promise((proceed) => setTimeout(proceed, waitMs));
  };
}
