import type { AskedBecause, ChangeState, WaitCode } from '#lib/changes/shown/states';
import type { Failure } from '#lib/failure';
import { busyInBatchMs, followLimitMs, parkedLimitMs, pauseMs, refusedAgainMs } from './limits.ts';
import type { ChangeRow } from './row.ts';

/** The present moment, in ms since 1970, and the limits that transitions count with. */
export type Now = {
  readonly now: number;
  readonly deadlineMs: number;
  readonly pollMs: number;
};

/**
 * A copy of the row in another state. The pause, the question and the claims of the state before are
 * dropped, unless `patch` gives new ones.
 */
export function moveTo(
  row: ChangeRow,
  state: ChangeState,
  now: number,
  patch: Partial<ChangeRow> = {},
): ChangeRow {
  const stateSince = state === row.state ? row.stateSince : now;
  const cleared = { wakeAt: undefined, wait: undefined, asked: undefined, claims: undefined };
  return { ...row, ...cleared, ...patch, state, stateSince };
}

/**
 * The state that a change shows while it pauses, by what it does next: only one that has not been
 * sent shows that it waits.
 */
const pausedState = { read: 'waiting', settle: 'sending', follow: 'applying' } as const;

/**
 * Pauses a change, longer each time. After the deadline one that has not been sent asks whether it is
 * still wanted, and one that may have landed ends as `outcome-unknown`. A change of a batch whose
 * cluster is busy goes back among the held ones: a cluster is often busy for an hour, and meanwhile
 * the others of the batch take their turn. Where Azure says so of its first PUT it is looked at soon: another
 * copy of that may be what the cluster is busy with.
 */
export function pause(
  row: ChangeRow,
  { now, deadlineMs }: Now,
  why: { code: WaitCode; operation?: string | undefined; failure?: Failure },
  retryAfterSeconds?: number,
): ChangeRow {
  const { code, operation, failure } = why;
  if (row.next !== 'read' && now >= givesUpAt(row, deadlineMs)) {
    return inDoubt(row, failure ?? { code: 'busy', operation }, now);
  }
  const since = row.wait?.code === code ? row.wait.since : now;
  const isBusy = row.next === 'read' && code === 'cluster-busy';
  const looksSoon = isBusy && row.state === 'sending' && row.puts.length === 1;
  const goesBack = row.batch !== undefined && isBusy && !looksSoon;
  const pauses = looksSoon ? 0 : row.pauses;
  const wakeAt = now + (goesBack ? busyInBatchMs : pauseMs(pauses, retryAfterSeconds));
  return moveTo(row, goesBack ? 'held' : pausedState[row.next], now, {
    wait: { code, operation, since },
    pauses: pauses + 1,
    wakeAt: row.next === 'read' ? Math.min(wakeAt, deadlineOf(row, deadlineMs)) : wakeAt,
  });
}

function givesUpAt(row: ChangeRow, deadlineMs: number): number {
  return row.next === 'settle'
    ? (row.sent?.at ?? row.stateSince) + deadlineMs
    : (row.acceptedAt ?? row.stateSince) + followLimitMs;
}

/**
 * Ends a change that was not sent. One that takes out at its time what was let in for a while is tried again
 * instead, for a week: a stopped cluster starts, a role is activated, a lock goes.
 */
export function refused(row: ChangeRow, failure: Failure, now: number): ChangeRow {
  const isOver = forGood.includes(failure.code);
  return (
    (isOver ? undefined : triedAgain(row, failure, now)) ?? moveTo(row, 'refused', now, { failure })
  );
}

/**
 * A change that takes out at its time what was let in for a while, as it waits to be tried again; undefined where it is
 * none, or a week has passed.
 */
export function triedAgain(
  row: ChangeRow,
  failure: Failure | undefined,
  now: number,
): ChangeRow | undefined {
  const { startsAt } = row;
  if (startsAt === undefined || now > startsAt + parkedLimitMs) return undefined;
  return moveTo(row, 'held', now, { ...afresh, failure, wakeAt: now + refusedAgainMs });
}

const afresh = {
  next: 'read',
  contested: undefined,
  sent: undefined,
  merges: 0,
  pauses: 0,
  operationUrl: undefined,
  operationEnded: undefined,
  acceptedAt: undefined,
  finishedAt: undefined,
  worksBy: undefined,
} as const;

/** There is nothing left to take it out of. */
const forGood: readonly Failure['code'][] = ['not-found', 'recreated', 'wrong-directory'];

/** Ends a change whose PUT may have landed, when nobody can find out any more what became of it. */
export function inDoubt(row: ChangeRow, failure: Failure | undefined, now: number): ChangeRow {
  return moveTo(row, 'outcome-unknown', now, { failure });
}

/** Parks a change until its author confirms it. `keys` are what a confirmation has to name. */
export function ask(
  row: ChangeRow,
  because: AskedBecause,
  keys: readonly string[],
  now: number,
  findings: NonNullable<ChangeRow['asked']>['findings'] = [],
): ChangeRow {
  // What it asks about may be so no more before anybody answers: then it goes on by itself.
  const looksAgain = row.startsAt !== undefined && because === 'findings';
  return moveTo(row, 'needs-confirmation', now, {
    asked: { because, keys: [...keys], findings },
    wakeAt: looksAgain ? now + refusedAgainMs : undefined,
  });
}

/**
 * The moment from which an unsent change has to be confirmed by its author first, in ms since 1970. Never for
 * the removal of what was let in for a while: that is due however late it is.
 */
export function deadlineOf(
  { wantedSince, expiryOf }: Pick<ChangeRow, 'wantedSince' | 'expiryOf'>,
  deadlineMs: number,
): number {
  return expiryOf === undefined ? wantedSince + deadlineMs : Number.POSITIVE_INFINITY;
}

/** True when a change was asked for so long ago that its author has to confirm it before it is sent. */
export function isOverdue(row: ChangeRow, { now, deadlineMs }: Now): boolean {
  return now >= deadlineOf(row, deadlineMs);
}

/** The key that a confirmation names to say that the change is still wanted. */
export const stillWanted = 'still-wanted';

/**
 * What a change does after a read has failed or Azure has refused its PUT: ask for a sign-in, pause,
 * or end. A change whose PUT may have landed never ends as refused.
 */
export function afterFailure(row: ChangeRow, failure: Failure, time: Now): ChangeRow {
  switch (failure.code) {
    case 'claims-challenge':
      return challenged(row, failure, time.now);
    case 'sign-in-needed':
      return moveTo(row, 'needs-sign-in', time.now, { failure });
    case 'throttled':
      return pause(row, time, { code: 'throttled', failure }, failure.retryAfterSeconds);
    case 'busy':
      return pause(row, time, { code: 'cluster-busy', operation: failure.operation, failure });
    case 'unreachable':
    case 'azure-error':
      return pause(row, time, { code: 'unreachable', failure });
    case 'console-not-accepted':
      return pause(row, time, { code: 'console-not-accepted', failure });
    default:
      return giveUp(row, failure, time.now);
  }
}

/** Ends: refused, or in doubt when something may have landed. */
function giveUp(row: ChangeRow, failure: Failure, now: number): ChangeRow {
  return row.next === 'read' ? refused(row, failure, now) : inDoubt(row, failure, now);
}

/**
 * Why a change of a cluster goes no further whose list could not be read: it would look like an empty list,
 * which is an open cluster.
 */
export const unreadableList: Failure = { code: 'azure-error', status: 200 };

type Challenge = Extract<Failure, { code: 'claims-challenge' }>;

function challenged(row: ChangeRow, failure: Challenge, now: number): ChangeRow {
  if (row.claimsMet.includes(claimsKey(failure.claims))) {
    const { claims: _, ...trace } = failure;
    return giveUp(row, { ...trace, code: 'challenge-repeated' }, now);
  }
  return moveTo(row, 'needs-sign-in', now, { claims: failure.claims, failure });
}

/**
 * Claims without their moments: Azure asks for a token newer than *now* each time, and that is the
 * same question again.
 */
export function claimsKey(claims: string): string {
  return claims.replace(/("nbf"\s*:\s*\{[^}]*"value"\s*:\s*"?)\d+/g, '$1');
}
