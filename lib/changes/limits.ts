const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/**
 * How long a turn at a cluster is ours without a sign of life, and how often we give one. Fencing keeps
 * writes safe whatever these are; they decide how soon a dead process is replaced.
 */
export const leaseMs = 15 * seconds;
export const leaseRenewalMs = 5 * seconds;

/** How often every process looks for what nobody does. */
export const sweepMs = 10 * seconds;

/**
 * How old a PUT body may be: node pools change without moving the cluster's eTag, and a PUT of an older
 * body would put them back. Where AKS takes longer than `freshMs` to answer, two readings in a row must
 * have made the same body, and the later one may be `agreedMs` old.
 */
export const freshMs = 2 * seconds;
export const agreedMs = 10 * seconds;

/** Whether what was asked at `readAt` may still be sent; `agrees` tells whether an earlier reading said the same. */
export function isFresh(readAt: number, now: number, agrees: () => boolean): boolean {
  const age = now - readAt;
  return age <= freshMs || (age <= agreedMs && agrees());
}

/** Merges after a 412 before giving up. */
export const mergeLimit = 5;

/** A claims challenge resumes by itself when the person signs in within this time. */
export const resumeWithinMs = 15 * minutes;

/** How long a cluster that is busy is left alone by a batch. */
export const busyInBatchMs = 1 * minutes;

/** How often a batch that only waits is noted to be looked after. */
export const batchNoteMs = 1 * minutes;

/** How long after a change is done a browser or a proxy may send its form once more. */
export const samePressMs = 60_000;

/** What stays parked this long ends. */
export const parkedLimitMs = 7 * 24 * hours;

/** How long an operation is followed. AKS needs minutes; upgrades of large clusters, hours. */
export const followLimitMs = 3 * hours;

/** How long nothing but errors may come about an operation before the cluster itself is read instead. */
export const unansweredMs = 1 * minutes;

/** An AKS operation that changes the list takes 40 to 80 seconds (Azure CLI's recordings). */
export const usualOperationMs = 80 * seconds;

/** "Up to two minutes" until a change of the list takes effect (AKS documentation). */
export const propagationMs = 2 * minutes;

/** How often one cluster may be changed: `burst` times at once, and once more every `refillMs`. */
export type PutLimit = { readonly burst: number; readonly refillMs: number };

const firstPauseMs = 2 * seconds;
const longestPauseMs = 30 * seconds;

/** Longer than this nothing waits at a word of Azure's, and an operation is not left unasked. */
const longestToldMs = 1 * hours;
const longestUnaskedMs = 5 * minutes;

function toldMs(retryAfterSeconds: number, longestMs: number): number {
  return Math.min(Math.max(retryAfterSeconds, 1) * seconds, longestMs);
}

/** The pause after `pauses` pauses in a row: 2, 4, 8, 16, then 30 seconds; Azure's own word goes first. */
export function pauseMs(pauses: number, retryAfterSeconds?: number): number {
  if (retryAfterSeconds !== undefined) return toldMs(retryAfterSeconds, longestToldMs);
  return Math.min(firstPauseMs * 2 ** Math.min(pauses, 10), longestPauseMs);
}

/** The pause before an operation is asked about again: `firstMs` at first, then up to five times that. */
export function pollPauseMs(polls: number, firstMs: number, retryAfterSeconds?: number): number {
  if (retryAfterSeconds !== undefined) return toldMs(retryAfterSeconds, longestUnaskedMs);
  return Math.min(1 + polls, 5) * firstMs;
}

/**
 * When the next PUT may go, now or later; `puts` are the moments of earlier ones, twice where two
 * changes went in one.
 */
export function putAllowedAt(
  puts: readonly number[],
  now: number,
  { burst, refillMs }: PutLimit,
): number {
  let tokens = burst;
  let at = now - putMemoryMs({ burst, refillMs });
  for (const put of [...new Set(puts)].sort((a, b) => a - b)) {
    tokens = Math.min(burst, tokens + (put - at) / refillMs) - 1;
    at = put;
  }
  const left = Math.min(burst, tokens + (now - at) / refillMs);
  return left >= 1 ? now : now + Math.ceil((1 - left) * refillMs);
}

/** How far back earlier PUTs matter to `putAllowedAt`, in milliseconds. */
export function putMemoryMs({ burst, refillMs }: PutLimit): number {
  return burst * refillMs;
}
