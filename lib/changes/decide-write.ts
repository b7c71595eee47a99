import type { Written } from '#lib/azure/write';
import { pauseMs, pollPauseMs, propagationMs, usualOperationMs } from './limits.ts';
import type { ChangeRow, Sent } from './row.ts';
import { afterFailure, inDoubt, moveTo, type Now } from './transitions.ts';

/**
 * The row as it is stored before its PUT: enough to settle a lost answer by reading. `stage` is the
 * list before and after this change alone; the PUT may carry its neighbours too.
 */
export function asSending(
  row: ChangeRow,
  sent: Sent,
  stage: { readonly before: readonly string[]; readonly after: readonly string[] },
): ChangeRow {
  return moveTo(row, 'sending', sent.at, {
    next: 'settle',
    sent,
    puts: [...row.puts, sent.at],
    contested: undefined,
    before: [...stage.before],
    after: [...stage.after],
    correlationId: sent.correlationId,
  });
}

/** The row of a PUT that was stored and then not sent: as before. */
export function asUnsent(row: ChangeRow, now: number): ChangeRow {
  const cleared = { sent: undefined, before: undefined, after: undefined };
  return moveTo(row, 'queued', now, { next: 'read', ...cleared });
}

/** The row without the PUT that was stored and then not sent: it counts for nothing. */
export function withoutPut<Row extends Pick<ChangeRow, 'puts' | 'sent'>>(row: Row): Row {
  return { ...row, puts: row.puts.filter((at) => at !== row.sent?.at) };
}

/** What the answer to a PUT makes of a change. Pure. */
export function decideWritten(row: ChangeRow, written: Written, time: Now): ChangeRow {
  switch (written.kind) {
    case 'accepted':
      return asFollowed(row, time, written.operationUrl);
    case 'lost':
      // What Azure took may take a moment to show.
      return moveTo(row, 'sending', time.now, {
        failure: written.failure,
        wakeAt: time.now + pauseMs(0),
      });
    case 'not-sent':
    case 'refused':
      return row.sent && row.sent.tries > 1
        ? afterSecondRefusal(row, row.sent, written, time)
        : afterRefusal(row, written, time);
  }
}

type Refused = Extract<Written, { kind: 'refused' | 'not-sent' }>;

/** Nothing was carried out: the change is again one that has not been sent. */
function afterRefusal(row: ChangeRow, { failure }: Refused, time: Now): ChangeRow {
  const unsent: ChangeRow = { ...row, next: 'read', before: undefined, after: undefined };
  if (failure.code === 'precondition-failed') {
    return moveTo(unsent, 'reading', time.now, { contested: true });
  }
  return afterFailure({ ...unsent, sent: undefined }, failure, time);
}

/**
 * The second PUT was refused, but the first may have landed: read again. A refusal that says "later"
 * leaves the second try unused.
 */
function afterSecondRefusal(
  row: ChangeRow,
  sent: Sent,
  { failure }: Refused,
  time: Now,
): ChangeRow {
  switch (failure.code) {
    case 'precondition-failed':
      return moveTo(row, 'sending', time.now);
    case 'busy':
    case 'throttled':
    case 'unreachable':
    case 'console-not-accepted':
    case 'claims-challenge':
    case 'sign-in-needed':
      return afterFailure({ ...row, sent: { ...sent, tries: 1 } }, failure, time);
    default:
      return inDoubt(row, failure, time.now);
  }
}

/** Azure has it. Without an operation to ask about it is followed by reading the cluster. */
export function asFollowed(row: ChangeRow, { now, pollMs }: Now, operationUrl?: string): ChangeRow {
  return moveTo(row, 'applying', now, {
    next: 'follow',
    operationUrl,
    acceptedAt: now,
    worksBy: now + usualOperationMs + propagationMs,
    wakeAt: now + pollPauseMs(0, pollMs),
    pauses: 0,
    claimsMet: [],
    failure: undefined,
  });
}
