import { batchNoteMs } from '#lib/changes/limits';
import type { ChangeRow } from '#lib/changes/row';
import { statesOf } from '#lib/changes/shown/batch-outcomes';
import type { ChangeState } from '#lib/changes/shown/states';
import type { Failure } from '#lib/failure';
import type { BatchWork } from './ports.ts';
import type { BatchPlace, BatchRow } from './row.ts';

/** How many clusters of one batch are changed at the same time, once the first change has ended well. */
export const batchSideBySide = 8;

/** How many changes that end by the same failure stop a batch. */
const sameRefusals = 3;

/** What is to happen with a batch next. */
type BatchStep =
  | { readonly do: 'let-go'; readonly rows: readonly ChangeRow[] }
  | { readonly do: 'stop'; readonly stopped: NonNullable<BatchRow['stopped']> }
  | { readonly do: 'end' }
  /** Only store that a process has looked after it. */
  | { readonly do: 'note' }
  | { readonly do: 'nothing' };

/**
 * Decides what a batch does next. Until one change has been carried out, changes go one at a time.
 * Changes whose cluster is busy do not count as being at work, and neither do parked ones; but one
 * that waits for a sign-in holds up the rest, which would only come to wait for it too. When no
 * process has looked after the batch for longer than the deadline of a change, it stops and asks: its
 * author may want something else by now.
 */
export function decideBatch(
  batch: Pick<BatchRow, 'state' | 'forgiven' | 'movedAt'>,
  work: BatchWork,
  { now, deadlineMs }: { readonly now: number; readonly deadlineMs: number },
): BatchStep {
  if (batch.state !== 'running') return { do: 'nothing' };
  const { atWork, later, parked, next, proven, unread } = work;
  if (atWork + later + parked + next.length + unread === 0) return { do: 'end' };
  const stopped = reasonToStop(work, batch.forgiven);
  if (stopped) return { do: 'stop', stopped };
  if (work.signIn) return { do: 'nothing' };
  const rows = next.slice(0, Math.max((proven ? batchSideBySide : 1) - atWork, 0));
  const unseenMs = now - (batch.movedAt ?? now);
  const isLate = unseenMs > deadlineMs;
  if (rows.length > 0) {
    return isLate ? { do: 'stop', stopped: { because: 'late' } } : { do: 'let-go', rows };
  }
  const goesOn = atWork + later > 0 && !isLate;
  return goesOn && unseenMs > batchNoteMs ? { do: 'note' } : { do: 'nothing' };
}

/** A change that has ended so shows that Azure carries out what the batch asks. */
export const provingStates: readonly ChangeState[] = ['done', 'overtaken'];

/** The states of changes that may wait for their cluster, or for Azure, and are tried by themselves. */
export const waitingStates: readonly ChangeState[] = ['held', 'waiting'];

/** The states of changes that Azure has carried out, or may have, where something was sent. */
export const maybeSent: readonly ChangeState[] = [...provingStates, 'failed', 'outcome-unknown'];

/**
 * The states of changes that ended without doing what was asked, other than by the wish of their
 * author.
 */
export const badEndings = statesOf('failed');

function reasonToStop(
  { bad: all, proven }: BatchWork,
  forgiven: readonly string[],
): BatchRow['stopped'] {
  const isForgiven = new Set(forgiven);
  const bad = all.filter(({ id }) => !isForgiven.has(id));
  const [first] = bad;
  if (first && !proven) return { because: 'first', failure: first.failure };
  const counts = new Map<Failure['code'] | BatchPlace['state'], number>();
  for (const { state, failure } of bad) {
    const code = failure?.code ?? state;
    const count = (counts.get(code) ?? 0) + 1;
    if (count >= sameRefusals) return { because: 'refusals', failure };
    counts.set(code, count);
  }
  return undefined;
}
