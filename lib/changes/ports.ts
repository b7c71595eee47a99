import type { Operation } from '#lib/azure/operation';
import type { ClusterWrite, Written } from '#lib/azure/write';
import type { ChangeState } from '#lib/changes/shown/change';
import type { Cluster } from '#lib/clusters/cluster';
import type { Failure } from '#lib/failure';
import type { KnownEgress } from '#lib/ranges/egress';
import type { Result } from '#lib/result';
import type { BatchStore } from './batch-ports.ts';
import type { FleetLedger } from './fleet-ports.ts';
import type { PutLimit } from './limits.ts';
import type { ChangeRow, Legible } from './row.ts';

/** On whose behalf, with which directory's token, on which cluster. */
export type Errand = Pick<ChangeRow, 'id' | 'grantId' | 'tenantId' | 'clusterId'>;

/** A cluster as Azure just answered. */
export type Reading = {
  readonly cluster: Cluster;
  /** When the question was sent: the answer may be that old, never older. */
  readonly readAt: number;
  /** The body of a PUT that changes the list of entries and nothing else. */
  bodyWith(entries: readonly string[]): string;
};

/** All that the ledger does in Azure. None of it retries, and none of it throws for what Azure may do. */
export type AzurePort = {
  read(errand: Errand): Promise<Result<Reading, Failure>>;
  put(errand: Errand, request: ClusterWrite): Promise<Written>;
  poll(errand: Errand, operationUrl: string): Promise<Result<Operation, Failure>>;
  egress(errand: Errand, cluster: Cluster): Promise<KnownEgress>;
};

/**
 * Time, as an argument. It is the store's, as near as a process can reckon it: what one has stored, such as when
 * a change is due, the others judge.
 */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls once at (or soon after) that moment; the answer calls it off. */
  at(ms: number, call: () => void): () => void;
};

/** A turn at a cluster. `fence` grows with every lease, so a paused holder can be told from the next. */
export type Hold = { readonly clusterKey: string; readonly fence: number };

/** Something happened to a change. */
export type ChangeEvent = Pick<
  ChangeRow,
  'id' | 'clusterKey' | 'grantId' | 'version' | 'state' | 'batch'
>;

/** How storing went. `moved`: somebody else has moved one of the rows; `fenced`: the lease is gone. */
export type Saved =
  | { readonly saved: readonly ChangeRow[] }
  | { readonly saved?: undefined; readonly why: 'moved' | 'fenced' };

/**
 * A cluster that something was sent to, and when that change moved last; `ownAt`: when one of a certain
 * grant ended there.
 */
export type Landed = {
  readonly clusterKey: string;
  readonly at: number;
  readonly ownAt?: number | undefined;
};

/** Which of what a grant has not finished; all when nothing is said. */
export type Unfinished = {
  readonly state?: ChangeState;
  /** What is part of a batch is left out. */
  readonly alone?: boolean;
  readonly limit?: number;
};

/**
 * Where the ledger is kept: PostgreSQL, or memory in tests of the model. What would store a change or a batch
 * rejects with `StoreOnlyReads` where nothing can be stored.
 */
export type LedgerStore = FleetLedger &
  BatchStore & {
    /** Inserts, or answers the row that this grant recorded with the same idempotency key. */
    insert(row: ChangeRow): Promise<ChangeRow>;
    /** None either where this release cannot read it. */
    find(id: string): Promise<ChangeRow | undefined>;
    /** Newest first. */
    onCluster(clusterKey: string, limit: number): Promise<readonly ChangeRow[]>;
    /** What this grant has done on a cluster, newest first. */
    doneOf(clusterKey: string, grantId: string, limit: number): Promise<readonly ChangeRow[]>;
    /** Changes of a cluster that are in their state since then. */
    movedSince(clusterKey: string, since: number): Promise<Legible>;
    /** Clusters whose list may have been changed since then, and when the last change of each moved. */
    landedSince(since: number, grantId: string): Promise<readonly Landed[]>;
    /** Changes of a cluster that asked for this very range (canonical), by whatever intent. */
    askedFor(clusterKey: string, range: string): Promise<Legible>;
    /** What has not ended, oldest first. */
    unfinishedOf(grantId: string, some?: Unfinished): Promise<readonly ChangeRow[]>;
    /** The grants that have something unfinished. */
    grantsAtWork(): Promise<readonly string[]>;
    /** What has neither ended nor is parked, in order of arrival. */
    queue(clusterKey: string): Promise<Legible>;
    /** When PUTs were sent to this cluster since then. */
    putsSince(clusterKey: string, since: number): Promise<readonly number[]>;
    /**
     * Stores the next state of rows, all or none: nothing when somebody was faster with one of them (its
     * version), or when `hold` is given and no longer ours.
     */
    save(rows: readonly ChangeRow[], hold?: Hold): Promise<Saved>;
    /** Clusters with something due by then that nobody holds now. */
    due(by: number): Promise<readonly string[]>;
    /** Parked, or held by a batch, since before that moment. */
    parkedSince(before: number): Promise<readonly ChangeRow[]>;
    /** Deletes changes that ended before that moment, and batches of which nothing is left; answers how many changes. */
    purge(endedBefore: number): Promise<number>;
    /**
     * A lease for so many ms, or nothing when somebody else holds one. The store's own clock says how long
     * that is: those of processes differ.
     */
    takeLease(clusterKey: string, forMs: number): Promise<Hold | undefined>;
    renewLease(hold: Hold, forMs: number): Promise<boolean>;
    releaseLease(hold: Hold): Promise<void>;
    /**
     * Hears of every stored transition, of all processes. `onGap`: some may have been missed. `onBatch`:
     * a batch has been stored, with or without changes.
     */
    listen(
      onEvent: (event: ChangeEvent) => void,
      onGap?: () => void,
      onBatch?: (batchId: string) => void,
    ): Promise<() => Promise<void>>;
  };

/** One line per PUT and one per answer, for the operator's audit log. */
export type AuditLine = {
  readonly event: 'put-sent' | 'put-answered';
  /** Ids; several where adjacent changes of one person went together. */
  readonly changes: readonly string[];
  readonly cluster: string;
  readonly author: string;
  readonly grantId: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly correlationId: string;
  /** `accepted`, `lost`, or the code of the refusal. */
  readonly outcome?: string;
};

/** Choices of the operator and limits of Azure. */
export type LedgerSettings = {
  readonly readOnly: boolean;
  readonly allowOpen: boolean;
  /** A change older than this that was not sent asks whether it is still wanted. */
  readonly deadlineMs: number;
  /** How long ended changes are kept. */
  readonly retentionMs: number;
  /** AKS's own, unless the operator knows of another. */
  readonly putLimit: PutLimit;
  /** The first pause before an operation is asked about, in ms. */
  readonly pollMs: number;
};
