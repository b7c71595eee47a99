import { createHttpHeaders, type PipelinePolicy } from '@azure/core-rest-pipeline';
import { type Queues, takeTurn } from './rate.ts';
import type { ReadLimits } from './read-limits.ts';

/**
 * Keeps within the limits instead of running into them: a question waits for its turn. One whose turn
 * is further off than `longestWaitMs` gets the answer that AKS would give, without being asked.
 * Counts what this process asks; AKS counts the others too, and its own 429 is met as ever.
 */
export function readBudgetPolicy(limits: ReadLimits, longestWaitMs: number): PipelinePolicy {
  const queues: Queues = new Map();
  return {
    name: 'readBudgetPolicy',
    async sendRequest(request, next) {
      const budget = budgetOf(request.method, request.url);
      if (!budget) return next(request);
      const now = performance.now();
      forgetIdle(queues, now);
      const moment = { now, longestWaitMs };
      const waitMs = takeTurn(queues, budget.key, limits[budget.rate], moment);
      if (waitMs > longestWaitMs) {
        const headers = createHttpHeaders({ 'retry-after': String(Math.ceil(waitMs / 1000)) });
        return { request, status: 429, headers, bodyAsText: '' };
      }
      if (waitMs > 0) await new Promise((proceed) => setTimeout(proceed, waitMs));
      return next(request);
    },
  };
}

type Budget = { readonly rate: keyof ReadLimits; readonly key: string };

const provider = '/providers/microsoft\\.containerservice';
const subscription = '/subscriptions/[^/]+';
const group = `${subscription}/resourcegroups/[^/]+`;

/** What shares a budget is in the first parentheses. */
const shapes: readonly { readonly rate: keyof ReadLimits; readonly path: RegExp }[] = [
  { rate: 'get', path: new RegExp(`^(${group}${provider}/managedclusters/[^/]+)$`) },
  { rate: 'list', path: new RegExp(`^(${subscription})${provider}/managedclusters$`) },
  { rate: 'groupList', path: new RegExp(`^(${group})${provider}/managedclusters$`) },
  {
    rate: 'poll',
    path: new RegExp(`^(${subscription})${provider}/locations/[^/]+/operation(?:s|results)/[^/]+$`),
  },
];

function budgetOf(method: string, url: string): Budget | undefined {
  if (method !== 'GET') return undefined;
  const asked = new URL(url).pathname.toLowerCase();
  for (const { rate, path } of shapes) {
    const key = path.exec(asked)?.[1];
    if (key !== undefined) return { rate, key: `${rate} ${key}` };
  }
  return undefined;
}

/** Clusters and subscriptions that are idle have a full budget again. */
function forgetIdle(queues: Queues, now: number): void {
  if (queues.size < manyQueues) return;
  for (const [key, workedOffAt] of queues) if (workedOffAt <= now) queues.delete(key);
}

const manyQueues = 10_000;
