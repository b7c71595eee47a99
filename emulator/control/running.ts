import type { Entra } from '../entra/entra.ts';
import type { Quota } from '../graph/quota.ts';
import type { RecentResults } from '../graph/recent-results.ts';
import type { Faults } from '../http/faults.ts';
import type { RequestLog } from '../http/request-log.ts';
import type { Quiet } from '../world/quiet.ts';

/** Everything a running emulator is made of. */
export type Running = {
  readonly entra: Entra;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly quota: Quota;
  readonly results: RecentResults;
  readonly quiet: Quiet;
};
