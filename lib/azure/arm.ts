import {
  createDefaultHttpClient,
  createEmptyPipeline,
  decompressResponsePolicy,
  type HttpClient,
  type Pipeline,
  proxyPolicy,
  retryPolicy,
  userAgentPolicy,
} from '@azure/core-rest-pipeline';
import type { RefusedAnswer } from '#lib/log/refused-answer';
import { isLoopbackHost } from '#lib/settings/values';
import { readBudgetPolicy } from './read-budget.ts';
import { aksReadLimits, type ReadLimits } from './read-limits.ts';
import { readRetryStrategy } from './read-retry.ts';

/** One HTTP exchange with Azure, for a log. The path has no query: signed links carry secrets there. */
export type Call = {
  readonly method: string;
  readonly path: string;
  /** Absent when no answer came. */
  readonly status?: number;
  readonly ms: number;
  readonly correlationId: string;
};

export type ArmOptions = {
  /** `https://management.azure.com` or that of another cloud; http only on loopback. */
  readonly resourceManager: string;
  /** For reads, per attempt. */
  readonly readTimeoutMs?: number;
  /**
   * For the first byte of Resource Graph's answer: usually a second or two, and there is another way to
   * the same clusters.
   */
  readonly graphPatienceMs?: number;
  /** Longer than Azure's own minute, so that its 504 arrives before we give up on a write. */
  readonly writeTimeoutMs?: number;
  /** A read that Azure asks to repeat later than this is given up instead of holding a page. */
  readonly longestWaitMs?: number;
  /** How much AKS answers before it throttles; its own limits when left out. */
  readonly readLimits?: ReadLimits;
  readonly onCall?: (call: Call) => void;
  readonly onRefused?: (answer: RefusedAnswer) => void;
  readonly httpClient?: HttpClient;
  readonly now?: () => number;
};

/** How Azure Resource Manager is reached: made once, passed to every function of this folder. */
export type Arm = {
  /** The only origin a token is ever sent to. */
  readonly origin: string;
  /** True for the plain-http emulator on this machine. */
  readonly insecure: boolean;
  readonly readTimeoutMs: number;
  readonly graphPatienceMs: number;
  readonly writeTimeoutMs: number;
  readonly reads: Pipeline;
  /** For what is sent exactly once: writes, and questions that their caller repeats. */
  readonly onces: Pipeline;
  readonly httpClient: HttpClient;
  readonly onCall: (call: Call) => void;
  /** Hears what Azure said instead of what was hoped for: what people read keeps its words from them. */
  readonly onRefused: (answer: RefusedAnswer) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

/**
 * Reads are repeated after throttling and transient faults; writes never are, since a write whose
 * answer was lost may have landed. Redirects are not followed: they would carry the token along.
 * Throws for plain http to another machine, which the settings have refused before.
 */
export function createArm(options: ArmOptions): Arm {
  const url = new URL(options.resourceManager);
  const insecure = url.protocol === 'http:';
  if (insecure && !isLoopbackHost(url.hostname)) throw new Error(`${url.origin} must be https`);

  const now = options.now ?? Date.now;
  const longestWaitMs = options.longestWaitMs ?? 10_000;
  const budget = readBudgetPolicy(options.readLimits ?? aksReadLimits, longestWaitMs, now);
  const reads = basePipeline(insecure);
  const onces = basePipeline(insecure);
  reads.addPolicy(retryPolicy([readRetryStrategy(longestWaitMs, now)]));
  // Behind the repeating, so that what is asked again is counted again.
  for (const pipeline of [reads, onces]) pipeline.addPolicy(budget, { phase: 'Sign' });
  return {
    origin: url.origin,
    insecure,
    readTimeoutMs: options.readTimeoutMs ?? 30_000,
    graphPatienceMs: options.graphPatienceMs ?? 10_000,
    writeTimeoutMs: options.writeTimeoutMs ?? 90_000,
    reads,
    onces,
    httpClient: options.httpClient ?? createDefaultHttpClient(),
    onCall: options.onCall ?? (() => {}),
    onRefused: options.onRefused ?? (() => {}),
    now,
  };
}

function basePipeline(insecure: boolean): Pipeline {
  const pipeline = createEmptyPipeline();
  // The emulator is on this machine: a proxy from the environment is no way to it.
  if (!insecure) pipeline.addPolicy(proxyPolicy());
  pipeline.addPolicy(decompressResponsePolicy());
  pipeline.addPolicy(userAgentPolicy({ userAgentPrefix: 'drawbridge' }));
  return pipeline;
}
