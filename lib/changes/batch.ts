import type { Failure } from '#lib/failure';
import { type BatchPlace, type BatchRow, batchDraftSchema } from './batch-row.ts';
import type { Change } from './change.ts';
import { allEnded, batchSideBySide } from './decide-batch.ts';
import { type ChangeRow, toChange } from './row.ts';
import { stateWords } from './words.ts';

/** What somebody wants to do to many clusters, before it is started. */
export type BatchDraft = {
  /** Query string of the fleet view it came from. */
  readonly view: string;
  /** Keys of its clusters. None once it has started: its changes have them. */
  readonly clusters: readonly string[];
  /** Canonical ranges. */
  readonly add: readonly string[];
  /** Entries as they stand. */
  readonly remove: readonly string[];
  readonly reason?: string | undefined;
};

/** Whether a batch lets its changes go. `over`: all of them have ended. */
export type BatchState = BatchRow['state'];

/** Why a batch lets nothing more go. */
export type BatchStopped = {
  /**
   * Its author wants so; the first change ended badly; several ended with one failure; nothing was let
   * go for so long that nobody may want it any more.
   */
  readonly because: 'author' | 'refusals' | 'first' | 'late';
  readonly failure?: Failure | undefined;
};

/** A batch that was started. Times are ISO 8601 in UTC. */
export type Batch = {
  readonly id: string;
  readonly createdAt: string;
  readonly startedAt: string;
  readonly draft: BatchDraft;
  readonly state: Exclude<BatchState, 'draft'>;
  readonly stopped?: BatchStopped | undefined;
  /** The newest change of each place, in their order. */
  readonly changes: readonly Change[];
  /** From the pace so far, when there is one. */
  readonly secondsLeft?: number | undefined;
};

/** One line of somebody's batches. */
export type BatchSummary = Pick<Batch, 'id' | 'createdAt' | 'draft'> & {
  readonly state: BatchState;
  /** Its changes, and those of them that have ended. None before it starts. */
  readonly total: number;
  readonly ended: number;
};

/** What people see of a batch; nothing before it starts. */
export function toBatch(batch: BatchRow, changes: readonly ChangeRow[]): Batch | undefined {
  const { id, draft, startedAt, stopped } = batch;
  if (batch.state === 'draft' || startedAt === undefined) return undefined;
  const state = stateOf(batch, changes);
  return {
    ...{ id, draft, state, stopped },
    createdAt: new Date(batch.createdAt).toISOString(),
    startedAt: new Date(startedAt).toISOString(),
    changes: changes.map(toChange),
    secondsLeft: state === 'running' ? secondsLeft(changes) : undefined,
  };
}

/** One line of what people see of theirs. */
export function toSummary(batch: BatchRow, total: number, ended: number): BatchSummary {
  const { id, draft, createdAt } = batch;
  const isOver = batch.state !== 'draft' && total === ended;
  const state = isOver ? 'over' : batch.state;
  return { id, draft, state, total, ended, createdAt: new Date(createdAt).toISOString() };
}

/** A draft without what does not belong there. Throws for one that no form of ours makes. */
export function parseDraft(draft: BatchDraft): BatchRow['draft'] {
  return batchDraftSchema.parse(draft);
}

/** One that was stopped is over all the same when nothing is left. */
function stateOf(
  { state }: BatchRow,
  places: readonly Pick<BatchPlace, 'state'>[],
): Batch['state'] {
  if (allEnded(places)) return 'over';
  return state === 'stopped' ? 'stopped' : 'running';
}

/** How long one took from being let go, times how many rounds are left. What is parked waits for its author. */
function secondsLeft(changes: readonly ChangeRow[]): number | undefined {
  const took = changes
    .filter(({ state }) => state === 'done' || state === 'overtaken')
    .map(({ stateSince, wantedSince }) => stateSince - wantedSince);
  const left = changes.filter(({ state }) => !stateWords[state].ends && !stateWords[state].parked);
  if (took.length === 0 || left.length === 0) return undefined;
  const usual = took.reduce((sum, ms) => sum + ms, 0) / took.length;
  return Math.ceil((usual * Math.max(left.length / batchSideBySide, 1)) / 1000);
}
