import { armError } from '../arm/errors.ts';
import type { Answer } from '../http/exchange.ts';
import type { World } from '../world/world.ts';

const requests = 15;
const windowMs = 5000;

/** Counts what each person asks of Resource Graph. */
export type Quota = ReturnType<typeof createQuota>;

/** 15 requests in 5 seconds for each person, where the world wants it. */
export function createQuota() {
  const windows = new Map<string, { startedAt: number; used: number }>();

  return {
    /** Counts one request; `exceeded` is Azure's answer to one too many. */
    use(world: World, upn: string): { headers: Record<string, string>; exceeded?: Answer } {
      const now = Date.now();
      const last = windows.get(upn);
      const window = last && now - last.startedAt < windowMs ? last : { startedAt: now, used: 0 };
      windows.set(upn, window);
      window.used += 1;
      const isExceeded = world.settings.resourceGraphQuota && window.used > requests;
      const remaining = world.settings.resourceGraphQuota ? requests - window.used : requests;
      const headers = {
        'x-ms-user-quota-remaining': String(Math.max(0, remaining)),
        'x-ms-user-quota-resets-after': '00:00:05',
        'x-ms-ratelimit-remaining-tenant-resource-requests': '14999',
        'x-ms-resource-graph-request-duration': '0:00:00:00.0140000',
        'x-ms-tenant-subscription-limit-hit': 'false',
      };
      if (!isExceeded) return { headers };
      const message = 'Please retry after 5 seconds: the quota of this user is used up.';
      return { headers, exceeded: armError(429, 'RateLimiting', message) };
    },
  };
}
