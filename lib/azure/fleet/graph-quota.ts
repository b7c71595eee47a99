import { type ResponseHeaders, readDuration } from '#lib/azure/refusal/retry-after';

/**
 * How often one person may ask Resource Graph: their quota as its answers tell it, obeyed before a 429.
 * Source: learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests,
 * "Understand throttling headers": 15 queries in every 5 seconds, subject to change.
 */
export type GraphQuota = {
  /**
   * Waits until one more query is allowed, and counts it. The function that it resolves to has to be
   * called with the headers of the answer, or without any where none came; calls after the first do
   * nothing.
   */
  turn(): Promise<(headers?: ResponseHeaders) => void>;
};

const usual = { questions: 15, windowMs: 5_000 };

/** The quota of one person in one directory, untouched. */
export function makeGraphQuota(): GraphQuota {
  let left = usual.questions;
  // By a clock that nobody sets.
  let resetsAt = 0;
  let underWay = 0;

  function hear(headers: ResponseHeaders): void {
    const told = headers.get('x-ms-user-quota-remaining')?.trim() ?? '';
    const resetsAfter = readDuration(headers.get('x-ms-user-quota-resets-after')?.trim());
    // Which of the questions under way are counted in it nobody knows, so none is taken to be.
    if (/^\d+$/.test(told)) left = Math.max(0, Number(told) - underWay);
    if (resetsAfter !== undefined) resetsAt = performance.now() + resetsAfter * 1000;
  }

  return {
    async turn() {
      for (;;) {
        if (performance.now() >= resetsAt) {
          left = usual.questions;
          resetsAt = performance.now() + usual.windowMs;
        }
        if (left > 0) break;
        const waitMs = resetsAt - performance.now();
        await new Promise((proceed) => setTimeout(proceed, waitMs));
      }
      left -= 1;
      underWay += 1;
      let isAnswered = false;
      return (headers) => {
        if (isAnswered) return;
        isAnswered = true;
        underWay -= 1;
        if (headers) hear(headers);
      };
    },
  };
}
