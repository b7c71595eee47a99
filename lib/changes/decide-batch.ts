import { statesOf } from '#lib/changes/shown/batch-outcomes';
import type { ChangeState } from '#lib/changes/shown/change';
import type { Failure } from '#lib/failure';
import type { BatchWork } from './batch-ports.ts';
import type { BatchPlace, BatchRow } from './batch-row.ts';
import { batchNoteMs } from './limits.ts';
import type { ChangeRow } from './row.ts';

/** Clusters of one batch at work side by side, once one has come to a good end. */
export const batchSideBySide = 8;

/** Endings of one failure that stop a batch. */
const sameRefusals = 3;

/** What is to happen with a batch next. */
type BatchStep =
  | { readonly do: 'let-go'; readonly rows: readonly ChangeRow[] }
  | { readonly do: 'stop'; readonly stopped: NonNullable<BatchRow['stopped']> }
  | { readonly do: 'end' }
  /** To remember that somebody looks after it. */
  | { readonly do: 'note' }
  | { readonly do: 'nothing' };

/**
 * Decides what a batch does next. One goes alone until one has been carried out. Those that have found
 * their cluster busy hold nobody up, and neither do parked ones, but for one that waits for a sign-in: the
 * next would only come to wait beside it. Where nobody has looked after it for longer than the deadline
 * of a change, nothing is begun without asking: no process may have run for days.
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

/** Azure carries out what ends so. */
export const provingStates: readonly ChangeState[] = ['done', 'overtaken'];

/** What ended without doing what was asked, and not because its author wanted so. */
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
