import type { Operation } from '#lib/azure/cluster/operation';
import {
  followLimitMs,
  pollPauseMs,
  propagationMs,
  unansweredMs,
  usualOperationMs,
} from '#lib/changes/limits';
import type { ChangeRow } from '#lib/changes/row';
import {
  afterFailure,
  inDoubt,
  moveTo,
  type Now,
  triedAgain,
  unreadableList,
} from '#lib/changes/transitions';
import type { Cluster } from '#lib/clusters/cluster';
import { isMoving, operationEndings } from '#lib/clusters/state';
import type { Failure } from '#lib/failure';
import { intentsHold } from '#lib/ranges/intent';
import { isAnother } from './decide-read.ts';
import { sameList } from './list-and-pools.ts';

/**
 * The row after Azure was asked about its operation. Only `status` decides: AKS sends errors along
 * with every status.
 */
export function decidePolled(row: ChangeRow, news: Operation, time: Now): ChangeRow {
  if (news.status === 'address-lost') return withoutAddress(row, time.now);
  if (news.status === 'InProgress') return askAgain(row, time, news.retryAfterSeconds);
  const { status: ended, error } = news;
  const failure: Failure | undefined =
    ended === 'Succeeded'
      ? undefined
      : { code: 'operation-failed', ended, azureCode: error?.code, azureMessage: error?.message };
  return asEnded(row, { ended, failure }, time.now);
}

/**
 * The row after a question about its operation has failed. A failure that may pass is asked about
 * again. An address that Azure no longer knows, or that has answered nothing but errors for a minute,
 * is dropped: then the cluster itself is read.
 */
export function decidePollFailed(row: ChangeRow, failure: Failure, time: Now): ChangeRow {
  switch (failure.code) {
    case 'claims-challenge':
    case 'sign-in-needed':
    case 'throttled':
    case 'console-not-accepted':
      return afterFailure(row, failure, time);
    case 'unreachable':
    case 'azure-error':
      return time.now < (row.wait?.since ?? time.now) + unansweredMs
        ? afterFailure(row, failure, time)
        : withoutAddress(row, time.now);
    default:
      return withoutAddress(row, time.now);
  }
}

function withoutAddress(row: ChangeRow, now: number): ChangeRow {
  return moveTo(row, 'applying', now, { operationUrl: undefined });
}

/** The row after the cluster was read back, for a change that Azure has accepted. */
export function decideReadBack(row: ChangeRow, cluster: Cluster, time: Now): ChangeRow {
  const { now } = time;
  if (cluster.access === 'unknown') return decideReadBackFailed(row, unreadableList, time);
  const ended = row.operationEnded ?? endedByState(cluster);
  if (!ended || (!row.operationEnded && mayStillShow(row, cluster, now)))
    return askAgain(row, time);

  const landed = { landed: [...cluster.entries], readBackAt: now };
  const over = row.operationEnded ? row : asEnded(row, ended, now);
  if (isAnother(row, cluster)) return { ...inDoubt(over, { code: 'recreated' }, now), ...landed };
  if (isSuperseded(ended)) {
    const next = decideSuperseded(over, ended, cluster, time);
    if (next) return { ...next, ...landed };
  }
  if (ended.ended !== 'Succeeded') {
    // The list may hold it or not, but the network need not follow: that is only so once the cluster is well again.
    const again = triedAgain(over, ended.failure, now);
    if (again) return again;
    return moveTo(over, 'failed', now, { ...landed, failure: ended.failure, worksBy: undefined });
  }
  if (intentsHold(cluster.entries, row.intents)) return moveTo(over, 'done', now, landed);
  // Without an eTag a colleague may have put it back, which an operation that succeeded speaks for.
  const isSure = cluster.eTag !== undefined || !row.operationEnded;
  if (isSure && isAsBefore(row, cluster)) {
    return { ...inDoubt(over, undefined, now), ...landed, worksBy: undefined };
  }
  return moveTo(over, 'overtaken', now, { ...landed, worksBy: undefined });
}

/** Without an operation to ask, a cluster that stands as before the PUT may not have begun with it yet. */
function mayStillShow(row: ChangeRow, cluster: Cluster, now: number): boolean {
  const { acceptedAt } = row;
  const isSoon = acceptedAt !== undefined && now < acceptedAt + usualOperationMs;
  return isSoon && isAsBefore(row, cluster);
}

function isAsBefore({ sent }: ChangeRow, { eTag, entries }: Cluster): boolean {
  return sent !== undefined && eTag === sent.eTag && sameList(entries, sent.before);
}

const supersededCodes = [
  'notlatestoperation',
  'operationpreempted',
  'aksoperationpreempted',
  'aksoperationpreemptedbydelete',
];

/**
 * Whether the operation was replaced by a newer one. It may have had its effect all the same: what
 * the cluster holds once the newer one is over decides. Source: docs/azure-facts.md,
 * "NotLatestOperation", "AKSOperationPreempted".
 */
function isSuperseded({ ended, failure }: Ended): boolean {
  const { azureCode } = failure?.code === 'operation-failed' ? failure : {};
  return ended !== 'Succeeded' && supersededCodes.includes(azureCode?.toLowerCase() ?? '');
}

/** Undefined where the newer operation did not succeed either. */
function decideSuperseded(
  row: ChangeRow,
  { failure }: Ended,
  cluster: Cluster,
  time: Now,
): ChangeRow | undefined {
  const { now } = time;
  const newer = endedByState(cluster);
  if (!newer) return askAgain(row, time);
  if (newer.ended !== 'Succeeded') return undefined;
  if (intentsHold(cluster.entries, row.intents)) {
    return moveTo(row, 'done', now, { superseded: true, worksBy: now + propagationMs });
  }
  // Like a PUT whose answer was lost: once more where nobody has written since, else nobody can say.
  const unknown = { operationUrl: undefined, operationEnded: undefined, finishedAt: undefined };
  return moveTo(row, 'sending', now, { next: 'settle', failure, pauses: 0, ...unknown });
}

/**
 * The row after reading the cluster back has failed: it is tried again later, or ends with what is
 * known of its operation.
 */
export function decideReadBackFailed(row: ChangeRow, failure: Failure, time: Now): ChangeRow {
  const next = afterFailure(row, failure, time);
  const { ended, failure: reason } = row.operationEnded ?? {};
  if (next.state !== 'outcome-unknown' || !ended) return next;
  if (ended !== 'Succeeded') {
    const isGone = failure.code === 'not-found';
    const again = isGone ? undefined : triedAgain(row, reason, time.now);
    return again ?? moveTo(row, 'failed', time.now, { failure: reason });
  }
  return failure.code === 'not-found' ? { ...next, state: 'overtaken' } : next;
}

type Ended = NonNullable<ChangeRow['operationEnded']>;

function asEnded(row: ChangeRow, operationEnded: Ended, now: number): ChangeRow {
  const works = operationEnded.ended === 'Succeeded' ? now + propagationMs : undefined;
  return moveTo(row, 'applying', now, {
    operationEnded,
    finishedAt: now,
    worksBy: works,
    pauses: 0,
  });
}

/** Where the operation cannot be asked, the cluster's own state tells when it is over. */
function endedByState(cluster: Cluster): Ended | undefined {
  if (isMoving(cluster)) return undefined;
  const ended = operationEndings.get(cluster.provisioningState?.toLowerCase() ?? '') ?? 'Succeeded';
  return ended === 'Succeeded'
    ? { ended }
    : { ended, failure: { code: 'operation-failed', ended } };
}

function askAgain(row: ChangeRow, time: Now, retryAfterSeconds?: number): ChangeRow {
  const { now, pollMs } = time;
  if (now >= (row.acceptedAt ?? row.stateSince) + followLimitMs)
    return inDoubt(row, { code: 'busy' }, now);
  const wakeAt = now + pollPauseMs(row.pauses, pollMs, retryAfterSeconds);
  return moveTo(row, 'applying', now, { wakeAt, pauses: row.pauses + 1 });
}
