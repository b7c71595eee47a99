import type { ClusterId } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import type { Finding } from '#lib/ranges/finding';
import type { Intent } from '#lib/ranges/intent';

/** Every state of a change, in the order of its life. What each means is in `words.ts`. */
export const changeStates = [
  'held',
  'queued',
  'reading',
  'waiting',
  'needs-confirmation',
  'needs-sign-in',
  'sending',
  'applying',
  'done',
  'overtaken',
  'refused',
  'failed',
  'outcome-unknown',
  'cancelled',
] as const;

export type ChangeState = (typeof changeStates)[number];

/** Why a change asks its author once more. */
export const askedBecause = [
  /** It would do something that its author has not seen. */
  'findings',
  /** It would replace or drop the list, and the cluster is no longer as open as when it was asked. */
  'access-changed',
  /** It has waited longer than `CHANGE_DEADLINE_SECONDS`. */
  'deadline',
  /** The sign-in it waited for came too late to resume by itself. */
  'late-sign-in',
  /** Azure called the cluster changed, which its own PUT may have done, and somebody may have taken it back since. */
  'perhaps-undone',
] as const;

export type AskedBecause = (typeof askedBecause)[number];

/** What a change may wait for. */
export const waitCodes = [
  'cluster-busy',
  'throttled',
  'unreachable',
  'console-not-accepted',
  'slow',
  'put-budget',
  'newer-release',
] as const;

/** What a change waits for; `since` is ISO time. */
export type WaitingFor = {
  readonly code: (typeof waitCodes)[number];
  /** Azure's own word for the operation in the way, such as `Updating`. */
  readonly operation?: string | undefined;
  readonly since: string;
};

/** One person's intents for one cluster, and what became of them. Times are ISO 8601 in UTC. */
export type Change = {
  readonly id: string;
  readonly clusterId: ClusterId;
  /** Lower-cased resource id. */
  readonly clusterKey: string;
  readonly tenantId: string;
  /** The batch it is part of. */
  readonly batchId?: string | undefined;
  readonly grantId: string;
  readonly author: { readonly name: string; readonly username: string };
  readonly intents: readonly Intent[];
  readonly reason?: string | undefined;
  readonly addressSource?: 'detected' | 'typed' | undefined;
  /** Keys of the findings its author has agreed to. */
  readonly confirmations: readonly string[];
  readonly state: ChangeState;
  readonly stateSince: string;
  readonly createdAt: string;
  /** Grows with every transition: the id of an event, and where a stream resumes. */
  readonly version: number;

  /** In needs-confirmation: why, what it would do, and the keys that a confirmation has to name. */
  readonly askedBecause?: AskedBecause | undefined;
  readonly findings?: readonly Finding[] | undefined;
  readonly confirmKeys?: readonly string[] | undefined;

  readonly waitingFor?: WaitingFor | undefined;
  readonly waitingUntil?: string | undefined;
  readonly failure?: Failure | undefined;

  /** The list it was applied to, the list that was sent, and the list read back (or found instead). */
  readonly before?: readonly string[] | undefined;
  readonly after?: readonly string[] | undefined;
  readonly landed?: readonly string[] | undefined;
  /** Everything asked for was so when the cluster was read, and no PUT of it that is known to have landed did it. */
  readonly alreadySo?: boolean | undefined;
  /** A PUT was sent for it, whatever came of that. */
  readonly wasSent?: boolean | undefined;
  /** Azure answered the last one that the cluster had changed or is busy, which that very PUT may have done. */
  readonly wasDenied?: boolean | undefined;
  /** The list was so already while the last operation on the cluster had failed or was cancelled: its network may not follow it. */
  readonly clusterFailed?: true | undefined;
  /** Done although Azure ended its operation: a newer one took its place, and what was asked for stands. */
  readonly superseded?: boolean | undefined;

  /** Read back: entries that this change did not send, and entries that it sent and that are gone. */
  readonly drift?:
    | { readonly added: readonly string[]; readonly missing: readonly string[] }
    | undefined;

  readonly acceptedAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  readonly readBackAt?: string | undefined;
  /** When the network should let people in: an estimate until the operation has finished. */
  readonly worksBy?: string | undefined;
  /** Of the last PUT; also in Azure's activity log. */
  readonly correlationId?: string | undefined;
};
