import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { JsonObject } from '../json.ts';
import { textAt, withAt } from '../json-edit.ts';
import type {
  Seeded,
  seedClusterSchema,
  seedPersonSchema,
  seedSchema,
  seedSubscriptionSchema,
  seedTenantSchema,
} from '../seed.ts';
import { clusterId, parseClusterId } from './ids.ts';
import { seededRecords } from './list-records.ts';
import { startRunning } from './operations.ts';
import { roleDefinition } from './roles.ts';
import { takeSnapshot } from './snapshot.ts';
import {
  type Cluster,
  contoso,
  type RoleAssignment,
  type Subscription,
  type World,
} from './world.ts';

type SubscriptionSeed = z.output<typeof seedSubscriptionSchema>;

/** Merges a seed into the world. The same id or UPN replaces what was there. Fails by throwing. */
export function applySeed(world: World, seed: z.output<typeof seedSchema>): Seeded {
  return {
    tenants: seed.tenants.map((tenant) => addTenant(world, tenant)),
    people: seed.people.map((person) => addPerson(world, person)),
    subscriptions: seed.subscriptions.map((subscription) => addSubscription(world, subscription)),
  };
}

function roleAssignments(
  subscriptionId: string,
  roles: SubscriptionSeed['roles'],
): RoleAssignment[] {
  return roles.map(({ person, role, scope, eligible }) => ({
    upn: person.toLowerCase(),
    role: roleDefinition(role),
    scope: scope ?? `/subscriptions/${subscriptionId}`,
    eligible,
  }));
}

/** Gives a subscription its roles, instead of those it had. */
export function assignRoles(
  world: World,
  subscription: Subscription,
  roles: SubscriptionSeed['roles'],
): void {
  subscription.roles = roleAssignments(subscription.id, roles);
  const atRoot = subscription.roles.filter(({ scope }) => scope === '/');
  if (atRoot.length > 0) {
    world.rootRoles.set(
      subscription.id,
      Map.groupBy(atRoot, ({ upn }) => upn),
    );
  } else world.rootRoles.delete(subscription.id);
}

/** Gives what has no scope of its own the scope of the subscription. */
export function scoped<T extends { scope?: string | undefined }>(
  subscriptionId: string,
  entries: readonly T[],
): (T & { scope: string })[] {
  return entries.map((entry) => ({
    ...entry,
    scope: entry.scope ?? `/subscriptions/${subscriptionId}`,
  }));
}

function addTenant(world: World, seed: z.output<typeof seedTenantSchema>) {
  const id = (seed.id ?? randomUUID()).toLowerCase();
  const { displayName } = seed;
  const label = displayName.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const defaultDomain = seed.defaultDomain ?? `${label}.onmicrosoft.com`;
  world.tenants.set(id, { id, displayName, defaultDomain });
  return { id, displayName };
}

function addPerson(world: World, seed: z.output<typeof seedPersonSchema>) {
  const homeTenantId = (seed.tenantId ?? contoso.id).toLowerCase();
  const homeId = seed.id ?? randomUUID();
  const guests = seed.guestIn.map(
    ({ tenantId, id }) => [tenantId.toLowerCase(), id ?? randomUUID()] as const,
  );
  const memberships = new Map([[homeTenantId, homeId] as const, ...guests]);
  for (const tenantId of memberships.keys()) requireTenant(world, tenantId);
  const { upn, displayName, refusals, tokenLifetimeSeconds } = seed;
  world.people.set(upn.toLowerCase(), {
    upn,
    displayName,
    homeTenantId,
    memberships,
    refusals,
    tokenLifetimeSeconds,
  });
  return { id: homeId, upn, tenantId: homeTenantId };
}

function addSubscription(world: World, seed: SubscriptionSeed) {
  const id = (seed.id ?? randomUUID()).toLowerCase();
  const tenantId = (seed.tenantId ?? contoso.id).toLowerCase();
  requireTenant(world, tenantId);
  const subscription: Subscription = {
    id,
    displayName: seed.displayName,
    tenantId,
    managedByTenants: seed.managedByTenants.map((tenant) => tenant.toLowerCase()),
    tags: seed.tags,
    resourceGroups: new Map(seed.resourceGroups.map((group) => [group.name.toLowerCase(), group])),
    readOnly: seed.readOnly,
    roles: [],
    locks: scoped(id, seed.locks),
    policies: scoped(id, seed.policies),
    denyAssignments: seed.denyAssignments,
    challenges: scoped(id, seed.challenges),
    operations: seed.operations,
    graphSnapshot: undefined,
  };
  world.subscriptions.set(id, subscription);
  assignRoles(world, subscription, seed.roles);
  for (const resource of seed.resources) addResource(world, subscription, resource);
  const clusters = seed.clusters.map((cluster) => addCluster(world, subscription, cluster));
  if (seed.resourceGraphLags) subscription.graphSnapshot = takeSnapshot(world, id);
  return { id, displayName: seed.displayName, clusters };
}

function addResource(world: World, subscription: Subscription, resource: JsonObject): void {
  const id = textAt(resource, 'id');
  const [, owner, group] = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\//i.exec(id) ?? [];
  if (owner?.toLowerCase() !== subscription.id || group === undefined) {
    throw new Error(`The resource ${id} is not in the subscription ${subscription.id}.`);
  }
  addGroup(subscription, group, textAt(resource, 'location'));
  world.resources.set(id.toLowerCase(), resource);
}

function addCluster(
  world: World,
  subscription: Subscription,
  seed: z.output<typeof seedClusterSchema>,
): string {
  const parts = parseClusterId(textAt(seed.body, 'id'));
  if (parts?.subscriptionId.toLowerCase() !== subscription.id) {
    throw new Error(`The cluster ${textAt(seed.body, 'id')} is not in ${subscription.id}.`);
  }
  const { body, running, ...behaviour } = seed;
  const cluster: Cluster = {
    ...behaviour,
    ...parts,
    id: clusterId(parts),
    operations: seed.operations,
    body: textAt(body, 'eTag') === '' ? withAt(body, ['eTag'], randomUUID()) : body,
    listRecords: seededRecords(seed.listRecords),
    operationId: undefined,
    poolRollbacks: [],
  };
  addGroup(subscription, parts.resourceGroup, textAt(body, 'location'));
  world.clusters.set(cluster.id.toLowerCase(), cluster);
  if (running) startRunning(world, cluster, running);
  return cluster.id;
}

function addGroup(subscription: Subscription, name: string, location: string): void {
  const key = name.toLowerCase();
  if (!subscription.resourceGroups.has(key))
    subscription.resourceGroups.set(key, { name, location });
}

function requireTenant(world: World, id: string): void {
  if (!world.tenants.has(id)) throw new Error(`There is no tenant ${id}; seed it first.`);
}
