import type { Change } from '#lib/changes/shown/change';
import { titleOf } from '#lib/changes/shown/change-view';
import { isScheduled, wordsOf } from '#lib/changes/shown/words';
import { csvBeginning, csvRecord } from '#lib/clusters/fleet/csv';
import { gapRemarks } from '#lib/clusters/fleet/gaps';
import { formatClusterId } from '#lib/clusters/resource-id';
import { failureWords } from '#lib/failure-words';

const head = [
  ...['Asked at (UTC)', 'By', 'User name', 'What', 'State', 'Since (UTC)', 'Why', 'Reason'],
  ...['Cluster', 'Resource group', 'Subscription', 'Entries before', 'Entries after'],
  ...['Correlation id', 'Batch', 'Change', 'Resource id'],
];

/** The first lines of the CSV of changes: the names of its columns, and why it may not be complete. */
export function historyHead(gaps: readonly string[]): string {
  return csvBeginning(head, gapRemarks(gaps)).join('');
}

/** A line of that CSV for each change. `nameOf` answers what a subscription is called. */
export function historyLines(
  changes: readonly Change[],
  nameOf: (subscriptionId: string) => string,
): string {
  return changes.map((change) => lineOf(change, nameOf)).join('');
}

function lineOf(change: Change, nameOf: (subscriptionId: string) => string): string {
  const { author, clusterId, failure, before, after, landed } = change;
  return csvRecord([
    ...[change.createdAt, author.name, author.username],
    ...[titleOf(change, Number.POSITIVE_INFINITY), wordsOf(change).word],
    ...[change.stateSince, whyOf(change, failure && failureWords(failure).title), change.reason],
    ...[clusterId.name, clusterId.resourceGroup, nameOf(clusterId.subscriptionId)],
    ...[before?.length, (landed ?? after)?.length],
    ...[change.correlationId, change.batchId, change.id, formatClusterId(clusterId)],
  ]);
}

function whyOf(change: Change, failure: string | undefined): string | undefined {
  const { state, alreadySo, wasSent, startsAt, triedAgainAt } = change;
  if (triedAgainAt !== undefined) {
    return `${failure ?? 'It has to wait'}: should have begun at ${startsAt}, is tried again at ${triedAgainAt}`;
  }
  if (isScheduled(change)) return `Begins by itself at ${startsAt}`;
  if (state !== 'done' || !alreadySo) return failure;
  return wasSent
    ? 'It was so when the cluster was read again'
    : 'It was so already: nothing was sent';
}
