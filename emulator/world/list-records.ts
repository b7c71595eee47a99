import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { JsonObject } from '../json.ts';
import { listAt, textAt } from '../json-edit.ts';
import type { listRecordSchema } from '../seed.ts';
import type { Cluster, Doer, ListRecord } from './world.ts';

/** How long Azure keeps records. Source: Resource Graph documentation, get-resource-changes. */
const keptMs = 14 * 24 * 60 * 60 * 1000;

/** Gives a cluster another body, and keeps who changed its list, if they did. */
export function changeBody(
  cluster: Cluster,
  body: JsonObject,
  doer: Doer,
  correlationId: string = randomUUID(),
): void {
  const [before, after] = [entriesOf(cluster.body), entriesOf(body)];
  cluster.body = body;
  if (isDeepStrictEqual(before, after)) return;
  const record = { ...doer, id: randomUUID(), at: Date.now(), correlationId, before, after };
  cluster.listRecords = [...cluster.listRecords, record];
}

/** The records that a cluster starts with. */
export function seededRecords(seeds: readonly z.output<typeof listRecordSchema>[]): ListRecord[] {
  return seeds.map(({ agoSeconds, ...record }) => ({
    ...record,
    id: randomUUID(),
    at: Date.now() - agoSeconds * 1000,
    correlationId: randomUUID(),
  }));
}

/** The rows of a cluster in Resource Graph's table `resourcechanges`. */
export function recordRows(cluster: Cluster): JsonObject[] {
  return cluster.listRecords
    .filter(({ at }) => at > Date.now() - keptMs)
    .map((record) => rowOf(cluster, record));
}

function rowOf(cluster: Cluster, { id, before, after, ...record }: ListRecord): JsonObject {
  const changes = changesOf(cluster.recordsListAs, before, after);
  return {
    id: `${cluster.id}/providers/Microsoft.Resources/changes/${id}`,
    name: id,
    type: 'microsoft.resources/changes',
    resourceGroup: cluster.resourceGroup.toLowerCase(),
    subscriptionId: cluster.subscriptionId,
    properties: {
      targetResourceId: cluster.id,
      targetResourceType: textAt(cluster.body, 'type').toLowerCase(),
      changeType: 'Update',
      changeAttributes: {
        correlationId: record.correlationId,
        changedByType: record.changedByType,
        changedBy: record.changedBy,
        clientType: record.clientType,
        operation: 'Microsoft.ContainerService/managedClusters/write',
        timestamp: new Date(record.at).toISOString(),
        changesCount: Object.keys(changes).length,
        previousResourceSnapshotId: `${id}-0`,
        newResourceSnapshotId: `${id}-1`,
      },
      changes,
    },
  };
}

/** No source shows how Azure names what changed in a list, so a cluster can have it in each way. */
function changesOf(
  as: Cluster['recordsListAs'],
  before: readonly string[],
  after: readonly string[],
): JsonObject {
  const profile = 'properties.apiServerAccessProfile';
  const list = `${profile}.authorizedIPRanges`;
  const asText = (value: unknown) => (value === undefined ? 'null' : JSON.stringify(value));
  const profileOf = (entries: readonly string[]) =>
    entries.length === 0 ? undefined : { authorizedIPRanges: entries };
  switch (as) {
    case 'profile':
      return {
        [profile]: {
          previousValue: asText(profileOf(before)),
          newValue: asText(profileOf(after)),
        },
      };
    case 'list':
      return { [list]: { previousValue: asText(before), newValue: asText(after) } };
    case 'truncated':
      return {
        [list]: {
          previousValue: asText(before).slice(0, 10),
          newValue: asText(after).slice(0, 10),
          isTruncated: 'true',
        },
      };
    case 'elements': {
      const places = Array.from({ length: Math.max(before.length, after.length) }, (_, at) => at);
      const moved = places.filter((at) => before[at] !== after[at]);
      return Object.fromEntries(
        moved.map((at) => [
          `${list}[${at}]`,
          { previousValue: before[at] ?? 'null', newValue: after[at] ?? 'null' },
        ]),
      );
    }
  }
}

function entriesOf(body: JsonObject): readonly string[] {
  const path = ['properties', 'apiServerAccessProfile', 'authorizedIPRanges'];
  return listAt(body, ...path).filter((entry) => typeof entry === 'string');
}
