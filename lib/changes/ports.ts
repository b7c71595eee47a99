import type { Operation } from '#lib/azure/cluster/operation';
import type { ClusterWrite, Written } from '#lib/azure/cluster/write';
import type { BatchStore } from '#lib/changes/batch/ports';
import type { ChangeState } from '#lib/changes/shown/states';
import type { Cluster } from '#lib/clusters/cluster';
import type { Failure } from '#lib/failure';
import type { KnownEgress } from '#lib/ranges/egress';
import type { Result } from '#lib/result';
import type { FleetLedger } from './fleet-ports.ts';
import type { PutLimit } from './limits.ts';
import type { ChangeRow, Legible } from './row.ts';

/**
 * What a call to Azure is made for: a change, the grant of its author, the directory whose token is
 * to be used, and the cluster.
 */
export type Errand = Pick<ChangeRow, 'id' | 'grantId' | 'tenantId' | 'clusterId'>;

/** A cluster as AKS has just answered it. */
export type ClusterReading = {
  readonly cluster: Cluster;
  /** When the question was sent, in ms since 1970: the answer may be that old, never older. */
  readonly readAt: number;
  /** When the answer had come, in ms since 1970. */
  readonly answeredAt: number;
  /**
   * The body of a PUT that gives the cluster these entries and leaves everything else as it was read.
   */
  bodyWith(entries: readonly string[]): string;
};

/**
 * Everything that the ledger asks of Azure. No function retries, and none throws for what Azure may
 * do: a refusal, or no answer, is a `Failure`.
 */
export type AzurePort = {
  /** Reads the cluster from AKS itself, as it is now. */
  read(errand: Errand): Promise<Result<ClusterReading, Failure>>;
  /** Sends one PUT. `reading`: the one that the body was made from. */
  put(
    errand: Errand,
    request: ClusterWrite & { readonly reading: ClusterReading },
  ): Promise<Written>;
  /** Asks once how an operation stands. */
  poll(errand: Errand, operationUrl: string): Promise<Result<Operation, Failure>>;
  /** Where the cluster's nodes leave from, as far as Azure tells. */
  egress(errand: Errand, cluster: Cluster): Promise<KnownEgress>;
};

/**
 * Time, passed in so that tests can set it. It follows the clock of the store: several processes
 * compare the same stored moments, such as when a change is due, and their own clocks differ.
 */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once, at this moment or soon after. The function that it returns cancels the call. */
  at(ms: number, call: () => void): () => void;
};

/**
 * A lease on a cluster. `fence` is higher than that of every earlier lease, so that the store can
 * refuse a holder that was paused until its lease had run out.
 */
export type Hold = { readonly clusterKey: string; readonly fence: number };

/** What listeners are told of a change each time it is stored. */
export type ChangeEvent = Pick<
  ChangeRow,
  'id' | 'clusterKey' | 'grantId' | 'version' | 'state' | 'batch'
>;

/**
 * The rows as they were stored, or why none was: somebody else had stored another version of one of
 * them (`moved`), or the lease had ended (`fenced`).
 */
export type Saved =
  | { readonly saved: readonly ChangeRow[] }
  | { readonly saved?: undefined; readonly why: 'moved' | 'fenced' };

/**
 * A cluster whose list Drawbridge may have changed. `at` is when the last such change came into its
 * present state, `ownAt` the same of the changes of one grant that have ended; both in ms since 1970.
 */
export type Landed = {
  readonly clusterKey: string;
  readonly at: number;
  readonly ownAt?: number | undefined;
};

/** Which of the unfinished changes of a grant are meant; all of them when nothing is given. */
export type Unfinished = {
  readonly state?: ChangeState;
  /** Only changes that are not part of a batch. */
  readonly alone?: boolean;
  readonly limit?: number;
};

/**
 * Where the ledger is kept: PostgreSQL, or memory in tests of the model. What stores a change or a
 * batch rejects with `StoreTakesNothing` where the store takes nothing now, and with `StoreAnswerLost` where
 * the connection broke and nobody knows.
 */
export type LedgerStore = FleetLedger &
  BatchStore & {
    /**
     * Inserts a row, together with those that follow from it, and answers it; or inserts none and answers the
     * row that this grant recorded before with the same idempotency key. Rejects with `OfNewerRelease` where
     * this release cannot read that row.
     */
    insert(row: ChangeRow, along?: readonly ChangeRow[]): Promise<ChangeRow>;
    /** Undefined also for text that is no id, and for a row that this release cannot read. */
    find(id: string): Promise<ChangeRow | undefined>;
    /** Changes of a cluster, newest first. */
    onCluster(clusterKey: string, limit: number): Promise<readonly ChangeRow[]>;
    /** Changes of this grant on a cluster that are done, newest first. */
    doneOf(clusterKey: string, grantId: string, limit: number): Promise<readonly ChangeRow[]>;
    /** Changes of a cluster that came into their present state at that moment or later. */
    movedSince(clusterKey: string, since: number): Promise<Legible>;
    /**
     * Clusters whose list Drawbridge may have changed at that moment or later. `grantId` is the grant
     * that `ownAt` is about.
     */
    landedSince(since: number, grantId: string): Promise<readonly Landed[]>;
    /**
     * Changes of a cluster, ended ones too, that were to put exactly this canonical range into the
     * list.
     */
    askedFor(clusterKey: string, range: string): Promise<Legible>;
    /** Changes of a grant that have not ended, oldest first. */
    unfinishedOf(grantId: string, some?: Unfinished): Promise<readonly ChangeRow[]>;
    /** Changes of a grant that wait for its person, oldest first; of each batch the first alone. */
    parkedOf(grantId: string, limit: number): Promise<readonly ChangeRow[]>;
    /** Ids of the grants that have changes which have not ended. */
    grantsAtWork(): Promise<readonly string[]>;
    /**
     * Changes of a cluster that are to be worked at, now or when their time comes: neither ended, nor parked
     * until their author acts, nor held by a batch. In the order in which they were asked for.
     */
    queue(clusterKey: string): Promise<Legible>;
    /** When PUTs were sent to this cluster, from that moment on. */
    putsSince(clusterKey: string, since: number): Promise<readonly number[]>;
    /**
     * Stores the next version of these rows: all or none. None when somebody else has stored a
     * version of one of them first, or when `hold` is given and its lease has ended.
     */
    save(rows: readonly ChangeRow[], hold?: Hold): Promise<Saved>;
    /**
     * Keys of the clusters that have a change due at that moment or earlier and that no process holds
     * now.
     */
    due(by: number): Promise<readonly string[]>;
    /** Changes that have been parked, or held by a batch, since before that moment. */
    parkedSince(before: number): Promise<readonly ChangeRow[]>;
    /**
     * Deletes the changes that ended before that moment, and the batches that are left without any.
     * Answers how many changes.
     */
    purge(endedBefore: number): Promise<number>;
    /**
     * Takes a lease for so many ms; undefined while somebody else has one. The time is measured by
     * the clock of the store, since those of processes differ.
     */
    takeLease(clusterKey: string, forMs: number): Promise<Hold | undefined>;
    renewLease(hold: Hold, forMs: number): Promise<boolean>;
    releaseLease(hold: Hold): Promise<void>;
    /**
     * Calls `onEvent` for every change that any process stores, `onBatch` for every batch, and
     * `onGap` when calls may have been missed. The function that it resolves to ends this.
     */
    listen(
      onEvent: (event: ChangeEvent) => void,
      onGap?: () => void,
      onBatch?: (batchId: string) => void,
    ): Promise<() => Promise<void>>;
  };

/** A line of the audit log that the operator keeps: one for each PUT, and one for the answer to it. */
export type AuditLine = {
  readonly event: 'put-sent' | 'put-answered';
  /** Ids of changes; several where adjacent changes of one person were sent in one PUT. */
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
  /** A change that has not been sent in this time asks its author whether it is still wanted. */
  readonly deadlineMs: number;
  /** How long ended changes are kept. */
  readonly retentionMs: number;
  /** How often AKS takes a PUT of one cluster. */
  readonly putLimit: PutLimit;
  /** How long to wait, in ms, before Azure is first asked how an operation stands. */
  readonly pollMs: number;
};
