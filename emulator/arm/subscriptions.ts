import { type Answer, json } from '../http/exchange.ts';
import type { JsonObject } from '../json.ts';
import type { Subscription } from '../world/world.ts';
import { seesAnything } from './access.ts';
import { armError } from './errors.ts';
import type { ArmCall, ArmRoute } from './route.ts';

/** Directories, subscriptions and resource groups. */
export const subscriptionRoutes: readonly ArmRoute[] = [
  { method: 'GET', pattern: '/tenants', versions: 'tenants', handle: listTenants },
  {
    method: 'GET',
    pattern: '/subscriptions',
    versions: 'subscriptions',
    handle: listSubscriptions,
  },
  {
    method: 'GET',
    pattern: '/subscriptions/{subscription}',
    versions: 'subscriptions',
    handle: getSubscription,
  },
  {
    method: 'GET',
    pattern: '/subscriptions/{subscription}/resourcegroups',
    versions: 'resourceGroups',
    handle: listResourceGroups,
  },
];

/**
 * Every directory of the account, whichever of them issued the token, and those of which it sees a
 * subscription through Lighthouse. Which of the two other categories Azure gives these is not documented.
 */
function listTenants({ world, caller: { person } }: ArmCall): Answer {
  const own = [...person.memberships.keys()];
  const managed = [...world.subscriptions.values()]
    .filter(({ managedByTenants }) => managedByTenants.some((id) => person.memberships.has(id)))
    .filter(({ id }) => seesAnything(world, person.upn, `/subscriptions/${id}`))
    .map(({ tenantId }) => tenantId);
  const value = [...new Set([...own, ...managed])].flatMap((id) => {
    const tenant = world.tenants.get(id);
    if (!tenant) return [];
    const { displayName, defaultDomain } = tenant;
    return {
      id: `/tenants/${id}`,
      tenantId: id,
      countryCode: 'DE',
      displayName,
      domains: [defaultDomain],
      tenantCategory: person.memberships.has(id) ? 'Home' : 'ManagedBy',
      defaultDomain,
      tenantType: 'AAD',
    };
  });
  return json(200, { value });
}

/** Only those of the token's directory (or managed by it), in which the person has any role. */
function listSubscriptions({ world, caller, apiVersion }: ArmCall): Answer {
  const value = [...world.subscriptions.values()]
    .filter(({ tenantId, managedByTenants }) =>
      [tenantId, ...managedByTenants].includes(caller.token.tid),
    )
    .filter(({ id }) => seesAnything(world, caller.person.upn, `/subscriptions/${id}`))
    .map(showSubscription);
  // Old versions count (recorded); the newest does not say that it would.
  const count = { type: 'Total', value: value.length };
  return json(200, apiVersion < '2022-12-01' ? { value, count } : { value });
}

function getSubscription({ world, caller, part }: ArmCall): Answer {
  const subscription = world.subscriptions.get(part('subscription').toLowerCase());
  const scope = `/subscriptions/${part('subscription')}`;
  if (subscription && seesAnything(world, caller.person.upn, scope)) {
    return json(200, showSubscription(subscription));
  }
  return armError(
    403,
    'AuthorizationFailed',
    `The client '${caller.token.upn}' with object id '${caller.token.oid}' does not have authorization to perform action 'Microsoft.Resources/subscriptions/read' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** ARM shows the groups one may see and leaves out the others. */
function listResourceGroups({ world, caller, part }: ArmCall): Answer {
  const subscriptionId = part('subscription');
  const groups = world.subscriptions.get(subscriptionId.toLowerCase())?.resourceGroups.values();
  const value = [...(groups ?? [])]
    .map(({ name, location }) => ({
      id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
      name,
      type: 'Microsoft.Resources/resourceGroups',
      location,
      properties: { provisioningState: 'Succeeded' },
    }))
    .filter(({ id }) => seesAnything(world, caller.person.upn, id));
  return json(200, { value });
}

/** A subscription as ARM shows it. */
function showSubscription(subscription: Subscription): JsonObject {
  const { id, tenantId, displayName, managedByTenants, tags } = subscription;
  return {
    id: `/subscriptions/${id}`,
    authorizationSource: 'RoleBased',
    managedByTenants: managedByTenants.map((managing) => ({ tenantId: managing })),
    ...(tags === undefined ? {} : { tags }),
    subscriptionId: id,
    tenantId,
    displayName,
    state: 'Enabled',
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'PayAsYouGo_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}
