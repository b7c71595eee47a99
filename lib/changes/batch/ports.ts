import type { ChangeRow, Legible } from '#lib/changes/row';
import type { StateCounts } from '#lib/changes/shown/batch-outcomes';
import type { ChangeState } from '#lib/changes/shown/states';
import type { BatchPlace, BatchRow, ListedBatch } from './row.ts';

/** How a batch stands, as far as it matters for letting more of it go. */
export type BatchWork = {
  /** Changes that a worker has to do with. */
  readonly atWork: number;
  /** Held ones that have found their cluster busy, and are not to be tried yet. */
  readonly later: number;
  readonly parked: number;
  /** One of the parked waits for a sign-in of its author, and so would the next. */
  readonly signIn: boolean;
  /** The next held ones: in the order of their places, those that were tried before behind the others. */
  readonly next: readonly ChangeRow[];
  /** Places whose newest change ended badly, in order. */
  readonly bad: readonly BatchPlace[];
  /** Azure has carried one out: that nothing had to be sent proves nothing. */
  readonly proven: boolean;
  /** Further ones that have not ended and that this release cannot read: a newer one has stored them. */
  readonly unread: number;
};

/** How far a batch is. What it costs to ask hardly grows with the batch. */
export type BatchProgress = {
  readonly counts: StateCounts;
  /** How long one took from being let go, in ms; by the last places that are done. */
  readonly usualMs?: number | undefined;
  /** When the last of those that have to wait is tried next, in ms since 1970. */
  readonly waitsUntil?: number | undefined;
};

/** Some places of a batch: those in these states, in the order of the states and then of the places. */
export type BatchPart = {
  readonly states: readonly ChangeState[];
  /** All when left out. */
  readonly limit?: number;
  readonly offset?: number;
};

/** What became of a place, and how long its list was before and is after. */
export type BatchResult = Pick<BatchPlace, 'place'> & {
  readonly clusterKey: string;
  /** Its newest change; with lists only where words about it need them. None where a newer release stored it. */
  readonly row: ChangeRow | undefined;
  readonly before?: number | undefined;
  readonly after?: number | undefined;
};

/** So many places of a batch after that one: -1 for the first. */
export type ResultsPart = { readonly after: number; readonly limit: number };

/** Where a batch sent something that Azure has carried out, or may have. */
export type SentPlace = Pick<BatchPlace, 'place'> & {
  readonly clusterKey: string;
  readonly resourceUid?: string | undefined;
  /** The list before and after that change alone; none where nobody knows what became of it. */
  readonly did?:
    | { readonly before: readonly string[]; readonly after: readonly string[] }
    | undefined;
};

/** A batch that takes back what another one did. */
export type BatchUndo = { readonly id: string; readonly startedAt: number };

/** Some of a grant's batches: what was started, or what was not. */
export type BatchesPart = {
  readonly started: boolean;
  /** All when left out. */
  readonly limit?: number;
  readonly offset?: number;
};

/** The batches of the ledger. Of each place, only the newest change counts. */
export type BatchStore = {
  insertBatch(batch: BatchRow): Promise<void>;
  /** None either for text that is no id, or where this release cannot read it; nor has it a line in `batchesOf`. */
  findBatch(id: string): Promise<BatchRow | undefined>;
  /** Whose batch it is, be it one that this release cannot read. */
  ownerOfBatch(id: string): Promise<string | undefined>;
  /** Newest first. */
  batchesOf(
    grantId: string,
    part: BatchesPart,
  ): Promise<readonly { batch: ListedBatch; counts: StateCounts }[]>;
  /** How many batches a grant has started, and how many it has not. */
  countBatches(grantId: string): Promise<{ readonly started: number; readonly drafts: number }>;
  runningBatches(): Promise<readonly string[]>;
  /** In the order of their places, for a file. */
  resultsOfBatch(id: string, part: ResultsPart): Promise<readonly BatchResult[]>;
  placesOfBatch(id: string, part: BatchPart): Promise<Legible>;
  /** Keys of the clusters of a batch that was started. */
  clustersOfBatch(id: string): Promise<readonly string[]>;
  /** What a grant has started to take back this batch of its own, in order. */
  undosOf(batch: Pick<BatchRow, 'id' | 'grantId'>): Promise<readonly BatchUndo[]>;
  /**
   * Each place of `SentPlace` once, in order, but for those that one of `undos` has taken back since, or the undo
   * of that change alone; as many as the limit, or fewer, and none when there are no more.
   */
  sentByBatch(
    id: string,
    part: ResultsPart & { readonly undos: readonly BatchUndo[] },
  ): Promise<readonly SentPlace[]>;
  /** How many of those were carried out, without unpacking what they did: a few of them may have had nothing to do. */
  countCarriedOut(id: string, undos: readonly BatchUndo[]): Promise<number>;
  progressOfBatch(id: string): Promise<BatchProgress>;
  /** Cancels all that a batch holds, or all of a grant that batches hold, in one act; answers the ids of the batches. */
  cancelHeld(
    of: { readonly batchId: string } | { readonly grantId: string },
    now: number,
  ): Promise<readonly string[]>;
  /** What letting go needs to know, and `limit` of the next to go: no more for many than for few. */
  workOfBatch(id: string, now: number, limit: number): Promise<BatchWork>;
  /**
   * Stores the next state of a batch together with changes that join it and changes that move, all or
   * none; answers false when somebody was faster with any of them (its version).
   */
  saveBatch(
    batch: BatchRow,
    changes?: { readonly add?: readonly ChangeRow[]; readonly move?: readonly ChangeRow[] },
  ): Promise<boolean>;
};
