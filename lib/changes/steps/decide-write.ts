import type { Written } from '#lib/azure/cluster/write';
import { pauseMs, pollPauseMs, propagationMs, usualOperationMs } from '#lib/changes/limits';
import type { ChangeRow, Sent } from '#lib/changes/row';
import { afterFailure, inDoubt, moveTo, type Now } from '#lib/changes/transitions';
import type { Failure } from '#lib/failure';

/**
 * The row to be stored before its PUT is sent, with all that is needed to find out by reading whether
 * a PUT without an answer has landed. `stage` is the list before and after this change alone, since
 * the PUT may carry neighbours of it too.
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

/** The row as it was before, when its PUT was stored and then not sent, or was refused on account of another change. */
export function asUnsent(row: ChangeRow, now: number, refusal?: Failure): ChangeRow {
  return moveTo({ ...row, ...unsent(row, refusal) }, 'queued', now);
}

/** What was sent is remembered where the refusal may be the answer to another copy of it. */
function unsent({ sent }: ChangeRow, refusal?: Failure): Partial<ChangeRow> {
  const isOfCopy = refusal?.code === 'precondition-failed' || refusal?.code === 'busy';
  return { next: 'read', sent: isOfCopy ? sent : undefined, before: undefined, after: undefined };
}

/** A change, as far as its PUTs are counted. */
type Counting = Pick<ChangeRow, 'puts'> & { readonly sent?: Pick<Sent, 'at'> | undefined };

/**
 * Takes the PUT that was stored and then not sent out of the row, so that it does not count against
 * the limit.
 */
export function withoutPut<Row extends Counting>(row: Row): Row {
  // The one before it may have been sent in the same millisecond.
  const last = row.puts.lastIndexOf(row.sent?.at ?? -1);
  return { ...row, puts: row.puts.filter((_, at) => at !== last) };
}

/** The row after Azure has answered its PUT, or has not. */
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

/** After a refusal nothing was carried out, so the change counts as not sent. */
function afterRefusal(row: ChangeRow, { failure }: Refused, time: Now): ChangeRow {
  const refused = { ...row, ...unsent(row, failure) };
  return failure.code === 'precondition-failed'
    ? moveTo(refused, 'reading', time.now, { contested: true })
    : afterFailure(refused, failure, time);
}

/**
 * The second PUT was refused, but the first may have landed: the cluster is read again. A refusal
 * that may pass, such as throttling, does not use up the second try.
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

/**
 * The row of a change that Azure has accepted. Where Azure named no operation to ask about, the
 * cluster itself is read.
 */
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
