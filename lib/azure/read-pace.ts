import { realTime, type WaitClock } from './waiting.ts';

/** Lets a read go when ARM has room for it. */
export type ReadPace = (subscriptionId: string) => Promise<void>;

/**
 * ARM's bucket for the reads of one person in one subscription.
 * Source: learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling.
 */
const bucket = { burst: 250, perSecond: 25 };

/** Full buckets, one for each subscription. To be asked before every read. */
export function makeReadPace(clock: WaitClock = realTime): ReadPace {
  const buckets = new Map<string, { level: number; at: number }>();
  return async (subscriptionId) => {
    const key = subscriptionId.toLowerCase();
    const now = clock.now();
    const { level, at } = buckets.get(key) ?? { level: bucket.burst, at: now };
    const refilled = level + ((now - at) / 1000) * bucket.perSecond;
    // Below zero stand those who wait; each waits for its own drop.
    const left = Math.min(bucket.burst, refilled) - 1;
    buckets.set(key, { level: left, at: now });
    if (left < 0) await clock.wait((-left / bucket.perSecond) * 1000);
  };
}
