const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/**
 * How long a lease on a cluster lasts unless it is renewed, and how often its holder renews it.
 * Fencing keeps writes safe whatever these are: they decide how soon a process that died is replaced.
 */
export const leaseMs = 15 * seconds;
export const leaseRenewalMs = 5 * seconds;

/** How often every process looks for changes that are due and that nobody works at. */
export const sweepMs = 10 * seconds;

/**
 * How old a PUT body may be: node pools change without moving the cluster's eTag, and a PUT of an older
 * body would put them back. Where AKS takes longer than `freshMs` to answer, two readings in a row must
 * have made the same body, and the later one may be `agreedMs` old, its answer `freshMs`.
 */
export const freshMs = 2 * seconds;
export const agreedMs = 10 * seconds;

/**
 * Whether a body that was made of a reading may still be sent. `agrees` tells whether the reading before
 * it made the same body.
 */
export function isFresh(
  { readAt, answeredAt }: { readonly readAt: number; readonly answeredAt: number },
  now: number,
  agrees: () => boolean,
): boolean {
  if (now - readAt <= freshMs) return true;
  // It may be Azure that is slow, and nothing else: what is stored in between must not take as long.
  return now - answeredAt <= freshMs && now - readAt <= agreedMs && agrees();
}

/** How often a change is merged into a newer reading after a 412 before it is given up. */
export const mergeLimit = 5;

/**
 * A change that waits for a sign-in goes on by itself when that comes within this time; later, its
 * author is asked first.
 */
export const resumeWithinMs = 15 * minutes;

/** How long a cluster that is busy is left alone by a batch. */
export const busyInBatchMs = 1 * minutes;

/** How long to wait before a removal that was due at its time, and was refused, is tried again. */
export const refusedAgainMs = 15 * minutes;

/** How often the store is told that somebody looks after a batch that only waits. */
export const batchNoteMs = 1 * minutes;

/**
 * How long after a change is done the same form, sent again by a browser or a proxy, still counts as
 * the same press.
 */
export const samePressMs = 60_000;

/** A change that has been parked for this long ends. */
export const parkedLimitMs = 7 * 24 * hours;

/** How long an operation is followed. AKS needs minutes; upgrades of large clusters, hours. */
export const followLimitMs = 3 * hours;

/** When questions about an operation have failed for this long, the cluster itself is read instead. */
export const unansweredMs = 1 * minutes;

/** An AKS operation that changes the list takes 40 to 80 seconds (Azure CLI's recordings). */
export const usualOperationMs = 80 * seconds;

/**
 * How long after a PUT was sent nobody can have taken back what it did: AKS does one operation at a time, and
 * takes longer for each.
 */
export const undisturbedMs = 30 * seconds;

/** "Up to two minutes" until a change of the list takes effect (AKS documentation). */
export const propagationMs = 2 * minutes;

/** How often one cluster may be changed: `burst` times at once, and once more every `refillMs`. */
export type PutLimit = { readonly burst: number; readonly refillMs: number };

const firstPauseMs = 2 * seconds;
const longestPauseMs = 30 * seconds;

/**
 * The longest that a `Retry-After` of Azure is followed: before a change is tried again, and before
 * an operation is asked about again.
 */
const longestToldMs = 1 * hours;
const longestUnaskedMs = 5 * minutes;

function toldMs(retryAfterSeconds: number, longestMs: number): number {
  return Math.min(Math.max(retryAfterSeconds, 1) * seconds, longestMs);
}

/**
 * How long to pause, in ms, after so many pauses in a row: 2, 4, 8, 16, then 30 seconds; or as long
 * as Azure asked for.
 */
export function pauseMs(pauses: number, retryAfterSeconds?: number): number {
  if (retryAfterSeconds !== undefined) return toldMs(retryAfterSeconds, longestToldMs);
  return Math.min(firstPauseMs * 2 ** Math.min(pauses, 10), longestPauseMs);
}

/**
 * How long to pause, in ms, before an operation is asked about again: `firstMs` at first, then up to
 * five times that; or as long as Azure asked for.
 */
export function pollPauseMs(polls: number, firstMs: number, retryAfterSeconds?: number): number {
  if (retryAfterSeconds !== undefined) return toldMs(retryAfterSeconds, longestUnaskedMs);
  return Math.min(1 + polls, 5) * firstMs;
}

/**
 * The moment from which the limit lets the next PUT go: `now` or later. `puts` are the moments of the
 * earlier ones; a moment may occur twice, where one PUT carried two changes.
 */
export function putAllowedAt(
  puts: readonly number[],
  now: number,
  { burst, refillMs }: PutLimit,
): number {
  let tokens = burst;
  let at = now - putMemoryMs({ burst, refillMs });
  // One that is still to come was sent before the clock was set back: a moment ago, as far as anybody knows.
  for (const put of [...new Set(puts)].map((each) => Math.min(each, now)).sort((a, b) => a - b)) {
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
