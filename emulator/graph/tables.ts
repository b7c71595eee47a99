import { rolesIn } from '../arm/access.ts';
import type { Caller } from '../arm/authenticate.ts';
import type { JsonObject } from '../json.ts';
import { at, textAt } from '../json-edit.ts';
import { recordRows } from '../world/list-records.ts';
import { roleAllows, scopeCovers } from '../world/roles.ts';
import type { Cluster, Subscription, World } from '../world/world.ts';

/** A table of Resource Graph. */
export type Table = {
  readonly columns: readonly string[];
  /** The rows that one person sees in one subscription. */
  readonly rowsSeenIn: (
    world: World,
    caller: Caller,
    subscription: Subscription,
  ) => readonly JsonObject[];
};

const columns = [
  'id',
  'name',
  'type',
  'tenantId',
  'kind',
  'location',
  'resourceGroup',
  'subscriptionId',
  'managedBy',
  'sku',
  'plan',
  'properties',
  'tags',
  'identity',
  'zones',
  'extendedLocation',
];

function resourcesSeenIn(world: World, caller: Caller, subscription: Subscription): JsonObject[] {
  const mayRead = readerOf(world, caller, subscription);
  return [...clusterRows(world, subscription), ...resourceRows(world, subscription)].filter(
    mayRead,
  );
}

/** Whoever may read a cluster sees who changed its list. */
function changesSeenIn(world: World, caller: Caller, subscription: Subscription): JsonObject[] {
  const mayRead = readerOf(world, caller, subscription);
  const clusters = [...world.clusters.in(subscription.id).values()];
  return clusters
    .filter(({ listRecords, body }) => listRecords.length > 0 && mayRead(rowOf(body, subscription)))
    .flatMap(recordRows);
}

/** The tables that the emulator has, by name. */
export const tables: ReadonlyMap<string, Table> = new Map([
  ['resources', { columns, rowsSeenIn: resourcesSeenIn }],
  ['resourcechanges', { columns, rowsSeenIn: changesSeenIn }],
]);

function clusterRows(world: World, subscription: Subscription): JsonObject[] {
  const now = world.clusters.in(subscription.id);
  const rows: JsonObject[] = [];
  for (const [id, body] of subscription.graphSnapshot ?? bodiesOf(now)) {
    const treatment = now.get(id)?.resourceGraph ?? 'complete';
    const row = rowOf(body, subscription);
    rows.push(treatment === 'omits-properties' ? { ...row, properties: null } : row);
  }
  return rows;
}

function* bodiesOf(clusters: ReadonlyMap<string, Cluster>): Generator<[string, JsonObject]> {
  for (const [id, { body }] of clusters) yield [id, body];
}

function resourceRows(world: World, subscription: Subscription): JsonObject[] {
  const own = [...world.resources.in(subscription.id).values()];
  return own.map((resource) => rowOf(resource, subscription));
}

/** A resource is never changed in place, so its row is made once. */
const rowsMade = new WeakMap<JsonObject, JsonObject>();

/** Resource Graph lower-cases types and resource groups, and leaves the id as it is. */
function rowOf(resource: JsonObject, { id, tenantId }: Subscription): JsonObject {
  const made = rowsMade.get(resource);
  if (made?.['tenantId'] === tenantId) return made;
  const [, group = ''] = /\/resourcegroups\/([^/]+)/i.exec(textAt(resource, 'id')) ?? [];
  const own = columns.map(
    (column) => [column, at(resource, column) ?? emptyValue(column)] as const,
  );
  const row = {
    ...Object.fromEntries(own),
    type: textAt(resource, 'type').toLowerCase(),
    tenantId,
    resourceGroup: group.toLowerCase(),
    subscriptionId: id,
  };
  rowsMade.set(resource, row);
  return row;
}

/** Says which rows of a subscription a person may read; a role in all of it is judged once. */
function readerOf(world: World, { person }: Caller, subscription: Subscription) {
  const roles = rolesIn(world, subscription, person.upn);
  const whole = `/subscriptions/${subscription.id}`;
  const inAllOfIt = new Map<string, boolean>();
  const mayReadAll = (type: string): boolean => {
    const known = inAllOfIt.get(type);
    if (known !== undefined) return known;
    const may = roles.some(
      ({ scope, role }) => scopeCovers(scope, whole) && roleAllows(role, `${type}/read`),
    );
    inAllOfIt.set(type, may);
    return may;
  };
  return (row: JsonObject): boolean => {
    const type = textAt(row, 'type');
    const mayHere = () =>
      roles.some(
        ({ scope, role }) =>
          scopeCovers(scope, textAt(row, 'id')) && roleAllows(role, `${type}/read`),
      );
    return mayReadAll(type) || mayHere();
  };
}

/** Absent texts are empty, everything else that is absent is null (recorded). */
function emptyValue(column: string): '' | null {
  const texts = ['kind', 'location', 'managedBy', 'name', 'resourceGroup', 'type'];
  return texts.includes(column) ? '' : null;
}
