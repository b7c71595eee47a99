import { rolesIn } from '../arm/access.ts';
import type { Caller } from '../arm/authenticate.ts';
import type { JsonObject } from '../json.ts';
import { at, textAt } from '../json-edit.ts';
import { roleAllows, scopeCovers } from '../world/roles.ts';
import type { Subscription, World } from '../world/world.ts';

/** What a table is called, the columns it has, and the rows one person sees in one subscription. */
export type Table = {
  readonly columns: readonly string[];
  readonly rows: (world: World, caller: Caller, subscription: Subscription) => JsonObject[];
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

/** Resource Graph's tables, as far as the emulator has them. */
export const tables: Readonly<Record<string, Table>> = {
  resources: {
    columns,
    rows: (world, caller, subscription) =>
      [...clusterRows(world, subscription), ...resourceRows(world, subscription)].filter((row) =>
        canRead(world, caller, subscription, row),
      ),
  },
  resourcecontainers: {
    columns,
    rows: (_world, _caller, subscription) => containerRows(subscription),
  },
};

function clusterRows(world: World, subscription: Subscription): JsonObject[] {
  const now = new Map(
    [...world.clusters]
      .filter(([, cluster]) => cluster.subscriptionId.toLowerCase() === subscription.id)
      .map(([id, cluster]) => [id, cluster.body] as const),
  );
  const bodies = subscription.graphSnapshot ?? now;
  return [...bodies].flatMap(([id, body]) => {
    const treatment = world.clusters.get(id)?.resourceGraph ?? 'complete';
    if (treatment === 'absent') return [];
    const { properties, ...row } = rowOf(body, subscription);
    return treatment === 'omits-properties'
      ? [{ ...row, properties: null }]
      : [{ ...row, properties: properties ?? null }];
  });
}

function resourceRows(world: World, subscription: Subscription): JsonObject[] {
  return [...world.resources]
    .filter(([id]) => id.startsWith(`/subscriptions/${subscription.id}/`))
    .map(([, resource]) => rowOf(resource, subscription));
}

/** Resource Graph lower-cases types and resource groups, and leaves the id as it is. */
function rowOf(resource: JsonObject, { id, tenantId }: Subscription): JsonObject {
  const [, group = ''] = /\/resourcegroups\/([^/]+)/i.exec(textAt(resource, 'id')) ?? [];
  const own = columns.map(
    (column) => [column, at(resource, column) ?? emptyValue(column)] as const,
  );
  return {
    ...Object.fromEntries(own),
    type: textAt(resource, 'type').toLowerCase(),
    tenantId,
    resourceGroup: group.toLowerCase(),
    subscriptionId: id,
  };
}

function containerRows(subscription: Subscription): JsonObject[] {
  const { id, tenantId, displayName, state, resourceGroups, managedByTenants, tags } = subscription;
  const base = {
    ...Object.fromEntries(columns.map((column) => [column, emptyValue(column)])),
    tenantId,
    subscriptionId: id,
  };
  const groups = [...resourceGroups.values()].map(({ name, location }) => ({
    ...base,
    id: `/subscriptions/${id}/resourceGroups/${name}`,
    name,
    type: 'microsoft.resources/subscriptions/resourcegroups',
    location,
    resourceGroup: name.toLowerCase(),
    properties: { provisioningState: 'Succeeded' },
  }));
  const itself = {
    ...base,
    id: `/subscriptions/${id}`,
    name: displayName,
    type: 'microsoft.resources/subscriptions',
    tags: tags ?? null,
    properties: {
      state,
      managedByTenants: managedByTenants.map((managing) => ({ tenantId: managing })),
    },
  };
  return [itself, ...groups];
}

function canRead(
  world: World,
  { person }: Caller,
  subscription: Subscription,
  row: JsonObject,
): boolean {
  const id = textAt(row, 'id');
  const action = `${textAt(row, 'type')}/read`;
  return rolesIn(world, subscription, person.upn).some(
    ({ scope, role }) => scopeCovers(scope, id) && roleAllows(role, action),
  );
}

/** Absent texts are empty, everything else that is absent is null (recorded). */
function emptyValue(column: string): '' | null {
  const texts = ['kind', 'location', 'managedBy', 'name', 'resourceGroup', 'type'];
  return texts.includes(column) ? '' : null;
}
