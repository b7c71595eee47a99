import { usualOperationMs } from '#lib/changes/limits';
import {
  type BatchTally,
  endedOf,
  type StateCounts,
  tallyOf,
} from '#lib/changes/shown/batch-outcomes';
import { batchSideBySide } from './decide.ts';
import type { BatchProgress, BatchUndo } from './ports.ts';
import { type BatchRow, batchDraftSchema, type ListedBatch } from './row.ts';

/** What somebody wants to do to many clusters, before it is started. */
export type BatchDraft = Readonly<BatchRow['draft']>;

/** Whether a batch lets its changes go. `over`: all of them have ended. */
type BatchState = BatchRow['state'];

/** Why a batch lets nothing more go. */
type BatchStopped = Readonly<NonNullable<BatchRow['stopped']>>;

/** A batch that was started. Times are ISO 8601 in UTC. */
export type Batch = {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly startedAt: string;
  readonly draft: BatchDraft;
  readonly state: Exclude<BatchState, 'draft'>;
  readonly stopped?: BatchStopped | undefined;
  readonly tally: BatchTally;
  /** It runs, and lets nothing go before its author has signed in again. */
  readonly awaitsSignIn: boolean;
  /** All that is left of it waits for busy clusters, or for Azure, and is tried again later. */
  readonly waits: boolean;
  /** From the pace so far, when there is one, and nothing is known to take longer. */
  readonly secondsLeft?: number | undefined;
  /** Clusters on which it has changed something and could be undone still; of one that rests. */
  readonly changed?: number | undefined;
  /** What its author has started to take it back, oldest first; of one that rests. */
  readonly undos?: readonly BatchUndo[];
};

/** One line of somebody's batches. */
export type BatchSummary = Pick<Batch, 'id' | 'createdAt' | 'awaitsSignIn'> & {
  readonly draft: ListedBatch['draft'];
  readonly state: BatchState;
  /** Of nothing before it starts. */
  readonly tally: BatchTally;
};

/** What people see of a batch; nothing before it starts. `now`: in ms since 1970. */
export function toBatch(
  batch: BatchRow,
  { counts, usualMs, waitsUntil = 0 }: BatchProgress,
  now: number,
): Batch | undefined {
  const { id, version, draft, startedAt, stopped } = batch;
  if (batch.state === 'draft' || startedAt === undefined) return undefined;
  const tally = tallyOf(counts);
  const state = stateOf(batch, tally);
  const isRunning = state === 'running';
  const awaitsSignIn = isRunning && wantsSignIn(counts);
  const isAtWork = tally.working > (counts.waiting ?? 0);
  const leftMs = msLeft(tally, usualMs);
  return {
    id,
    version,
    draft,
    state,
    stopped,
    tally,
    awaitsSignIn,
    createdAt: new Date(batch.createdAt).toISOString(),
    startedAt: new Date(startedAt).toISOString(),
    waits: isRunning && !awaitsSignIn && !isAtWork && waitsUntil > now,
    // What is tried again only after that may then wait once more: nobody knows when it ends.
    secondsLeft:
      isRunning && leftMs !== undefined && now + leftMs >= waitsUntil
        ? Math.ceil(leftMs / 1000)
        : undefined,
  };
}

/** One line of what people see of theirs. */
export function toSummary(batch: ListedBatch, counts: StateCounts): BatchSummary {
  const { id, draft, createdAt } = batch;
  const tally = tallyOf(counts);
  const state = batch.state === 'draft' ? 'draft' : stateOf(batch, tally);
  return {
    id,
    draft,
    state,
    tally,
    awaitsSignIn: state === 'running' && wantsSignIn(counts),
    createdAt: new Date(createdAt).toISOString(),
  };
}

function wantsSignIn(counts: StateCounts): boolean {
  return (counts['needs-sign-in'] ?? 0) > 0;
}

/** A draft without what does not belong there. Throws for one that no form of ours makes. */
export function parseDraft(draft: BatchDraft): BatchRow['draft'] {
  return batchDraftSchema.parse(draft);
}

/** One that was stopped is over all the same when nothing is left. */
function stateOf({ state }: Pick<BatchRow, 'state'>, tally: BatchTally): Batch['state'] {
  if (endedOf(tally) === tally.total) return 'over';
  return state === 'stopped' ? 'stopped' : 'running';
}

/** About how long a batch will take that is not started yet: the first by itself, and then so many at a time. */
export function usualSeconds(clusters: number): number {
  const rounds = 1 + Math.ceil((clusters - 1) / batchSideBySide);
  return (rounds * usualOperationMs) / 1000;
}

/** How long one takes, times how many rounds are left. What is parked waits for its author. */
function msLeft({ working, held }: BatchTally, usualMs: number | undefined): number | undefined {
  const left = working + held;
  if (usualMs === undefined || left === 0) return undefined;
  return usualMs * Math.max(left / batchSideBySide, 1);
}
