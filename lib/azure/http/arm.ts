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
  readonly status: number | undefined;
  readonly ms: number;
  readonly correlationId: string;
};

export type ArmOptions = {
  /** `https://management.azure.com` or that of another cloud; http only on loopback. */
  readonly resourceManager: string;
  /**
   * How long to wait for the first byte of an answer of Resource Graph, in ms. It usually takes a
   * second or two, and the same clusters can be read from AKS instead.
   */
  readonly graphPatienceMs?: number;
  /** Longer than the minute after which Azure itself answers 504, so that this answer still arrives. */
  readonly writeTimeoutMs?: number;
  /**
   * The longest that a read waits because Azure asks it to, in ms: beyond that the page is told of
   * the throttling.
   */
  readonly longestWaitMs?: number;
  /** How much is asked of AKS before waiting; without it, the limits that AKS documents. */
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
  /** For reads, per attempt. */
  readonly readTimeoutMs: number;
  readonly graphPatienceMs: number;
  readonly writeTimeoutMs: number;
  readonly reads: Pipeline;
  /** For requests that are sent exactly once: writes, and reads that their caller repeats itself. */
  readonly onces: Pipeline;
  readonly httpClient: HttpClient;
  readonly onCall: (call: Call) => void;
  /**
   * Called with every answer that was not a success, in the words of Azure: pages show our words and
   * not those.
   */
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
  const budget = readBudgetPolicy(options.readLimits ?? aksReadLimits, longestWaitMs);
  const reads = basePipeline(insecure);
  const onces = basePipeline(insecure);
  reads.addPolicy(retryPolicy([readRetryStrategy(longestWaitMs, now)]));
  // Behind the repeating, so that what is asked again is counted again.
  for (const pipeline of [reads, onces]) pipeline.addPolicy(budget, { phase: 'Sign' });
  return {
    origin: url.origin,
    insecure,
    readTimeoutMs: 30_000,
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
