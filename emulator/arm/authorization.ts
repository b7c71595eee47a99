import { type Answer, json } from '../http/exchange.ts';
import type { JsonObject } from '../json.ts';
import { scopeCovers } from '../world/roles.ts';
import { type Lock, type RoleAssignment, subscriptionOf } from '../world/world.ts';
import { rolesIn } from './access.ts';
import { armError } from './errors.ts';
import { roleDefinitionId, roleDefinitionRoute, stableGuid } from './role-definitions.ts';
import type { ArmCall, ArmRoute } from './route.ts';

const provider = '{scope+}/providers/Microsoft.Authorization';

/** Locks, permissions, role definitions and PIM eligibilities, each at any scope. */
export const authorizationRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    pattern: `${provider}/permissions`,
    versions: 'permissions',
    needs: (call) => ({ action: 'Microsoft.Authorization/permissions/read', scope: scopeOf(call) }),
    handle: listPermissions,
  },
  {
    method: 'GET',
    pattern: `${provider}/locks`,
    versions: 'locks',
    needs: (call) => ({ action: 'Microsoft.Authorization/locks/read', scope: scopeOf(call) }),
    handle: listLocks,
  },
  {
    method: 'GET',
    pattern: `${provider}/roleEligibilityScheduleInstances`,
    versions: 'roleEligibilityScheduleInstances',
    handle: listEligibilities,
  },
  roleDefinitionRoute,
];

function scopeOf({ part }: ArmCall): string {
  return part('scope');
}

/** One entry per role that covers the scope; deny assignments, locks and policy do not show here. */
function listPermissions(call: ArmCall): Answer {
  const covering = rolesAround(call).filter(({ scope }) => scopeCovers(scope, scopeOf(call)));
  const value = covering.map(({ role }) => ({
    actions: role.actions,
    notActions: role.notActions,
    dataActions: [],
    notDataActions: [],
  }));
  return json(200, { value });
}

/** At, above and below the scope; with `$filter=atScope()` not below. */
function listLocks(call: ArmCall): Answer {
  const atScope = call.request.query.get('$filter') === 'atScope()';
  const locks = subscriptionOf(call.world, call.part('scope'))?.locks ?? [];
  const value = locks
    .filter(
      ({ scope }) =>
        scopeCovers(scope, scopeOf(call)) || (!atScope && scopeCovers(scopeOf(call), scope)),
    )
    .map(showLock);
  return json(200, { value });
}

/** Only what the asker may activate; the emulator knows no other way to ask. */
function listEligibilities(call: ArmCall): Answer {
  if (call.request.query.get('$filter') !== 'asTarget()') {
    const message = 'Only $filter=asTarget() is supported by this emulator.';
    return armError(400, 'UnsupportedQuery', message);
  }
  const { person, token } = call.caller;
  const eligible = (subscriptionOf(call.world, call.part('scope'))?.roles ?? []).filter(
    ({ upn, eligible, scope }) =>
      eligible && upn === person.upn.toLowerCase() && scopeCovers(scope, scopeOf(call)),
  );
  return json(200, { value: eligible.map((role) => showEligibility(role, token.oid, token.upn)) });
}

function showLock({ name, level, notes, scope }: Lock): JsonObject {
  return {
    id: `${scope}/providers/Microsoft.Authorization/locks/${name}`,
    type: 'Microsoft.Authorization/locks',
    name,
    properties: { level, ...(notes === undefined ? {} : { notes }) },
  };
}

function showEligibility({ role, scope }: RoleAssignment, oid: string, upn: string): JsonObject {
  const roleId = roleDefinitionId(scope, role);
  const name = stableGuid(`${scope} ${role.name} ${oid}`);
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances/${name}`,
    name,
    type: 'Microsoft.Authorization/roleEligibilityScheduleInstances',
    properties: {
      scope,
      roleDefinitionId: roleId,
      principalId: oid,
      principalType: 'User',
      status: 'Provisioned',
      memberType: 'Direct',
      startDateTime: '2026-01-07T08:00:00Z',
      endDateTime: null,
      expandedProperties: {
        scope: { id: scope, displayName: scope.split('/').at(-1) ?? scope, type: 'subscription' },
        roleDefinition: {
          id: roleId,
          displayName: role.name,
          type: role.id === undefined ? 'CustomRole' : 'BuiltInRole',
        },
        principal: { id: oid, displayName: upn, type: 'User' },
      },
    },
  };
}

function rolesAround(call: ArmCall): RoleAssignment[] {
  const subscription = subscriptionOf(call.world, call.part('scope'));
  return subscription ? rolesIn(call.world, subscription, call.caller.person.upn) : [];
}
