import type { PipelineResponse, RetryStrategy } from '@azure/core-rest-pipeline';
import { readRetryAfter } from '#lib/azure/refusal/retry-after';

/**
 * When a read is worth repeating, and after how long: 429 and 503 when Azure says, and a 429 that does
 * not say after a guess that doubles; other 5xx, 408 and broken connections after a short, doubling
 * pause, since somebody waits for the page. A wait longer than `longestWaitMs` is not waited for; the
 * caller learns of the throttling instead.
 */
export function readRetryStrategy(longestWaitMs: number, now: () => number): RetryStrategy {
  return {
    name: 'readRetryStrategy',
    retry({ retryCount, response }) {
      const waitMs = response ? waitAfter(response, retryCount, now()) : pauseMs(retryCount, 250);
      return waitMs === undefined || waitMs > longestWaitMs
        ? { skipStrategy: true }
        : { retryAfterInMs: waitMs };
    },
  };
}

function waitAfter(response: PipelineResponse, retryCount: number, nowMs: number) {
  const { status, headers, bodyAsText } = response;
  if (status === 429 || status === 503) {
    const seconds = readRetryAfter(headers, bodyAsText ?? '', nowMs);
    if (seconds !== undefined) return seconds * 1000;
    if (status === 429) return pauseMs(retryCount, 1000);
  }
  const transient = status === 408 || (status >= 500 && status !== 501 && status !== 505);
  return transient ? pauseMs(retryCount, 250) : undefined;
}

/** Doubles with each try, with up to a quarter more so that many readers do not return together. */
function pauseMs(retryCount: number, firstMs: number): number {
  return firstMs * 2 ** retryCount * (1 + Math.random() / 4);
}
