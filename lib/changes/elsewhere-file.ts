import { recordWords } from '#lib/changes/shown/record-words';
import { csvBeginning, csvRecord } from '#lib/clusters/fleet/csv';
import { gapRemarks } from '#lib/clusters/fleet/gaps';
import type { ListRecord } from '#lib/clusters/list-record';
import { formatClusterId } from '#lib/clusters/resource-id';

const head = [
  ...['Changed at (UTC)', 'By', 'With', 'What', 'Cluster', 'Resource group', 'Subscription'],
  ...['Correlation id', 'Resource id'],
];

/**
 * The first lines of the CSV of changes made elsewhere: the names of its columns, and why it may not be
 * complete.
 */
export function recordsHead(gaps: readonly string[]): string {
  return csvBeginning(head, gapRemarks(gaps)).join('');
}

/** A line of that CSV for each record. `nameOf` answers what a subscription is called. */
export function recordsLines(
  records: readonly ListRecord[],
  nameOf: (subscriptionId: string) => string,
): string {
  return records
    .map((record) => {
      const { at, by, client, clusterId, correlationId } = record;
      return csvRecord([
        ...[at, by, client, recordWords(record, Number.POSITIVE_INFINITY)],
        ...[clusterId.name, clusterId.resourceGroup, nameOf(clusterId.subscriptionId)],
        ...[correlationId, formatClusterId(clusterId)],
      ]);
    })
    .join('');
}
