import { aksReadLimits } from '#lib/azure/http/read-limits';
import type { EnvReader } from './env-reader.ts';
import { rateSetting, wholeNumber } from './values.ts';

/** What AKS admits, respected ahead of time. The defaults are AKS's own (quotas-skus-regions). */
export function readAksLimits(env: EnvReader) {
  return {
    aksPutBurst: env.read('AKS_PUT_BURST', wholeNumber(1, 1000, 20)) ?? 20,
    aksPutRefillSeconds: env.read('AKS_PUT_REFILL_SECONDS', wholeNumber(1, 3600, 60)) ?? 60,
    aksPollMs: env.read('AKS_POLL_MS', wholeNumber(10, 60_000, 1000)) ?? 1000,
    aksReadLimits: {
      get: env.read('AKS_GET_LIMIT', rateSetting('60/1')) ?? aksReadLimits.get,
      list: env.read('AKS_LIST_LIMIT', rateSetting('500/1')) ?? aksReadLimits.list,
      groupList: aksReadLimits.groupList,
      poll: env.read('AKS_POLL_LIMIT', rateSetting('200/2')) ?? aksReadLimits.poll,
    },
  };
}
