import { randomUUID } from 'node:crypto';
import type { Answer } from '../http/exchange.ts';
import { actionMatches, roleAllows, scopeCovers } from '../world/roles.ts';
import {
  type RoleAssignment,
  type Subscription,
  subscriptionOf,
  type World,
} from '../world/world.ts';
import { type Caller, claimsChallenge, satisfies } from './authenticate.ts';
import { armError } from './errors.ts';

/** The active roles a person has that reach into this subscription, also from the root scope. */
export function rolesIn(world: World, subscription: Subscription, upn: string): RoleAssignment[] {
  const person = upn.toLowerCase();
  const roles: RoleAssignment[] = [];
  for (const [id, atRoot] of world.rootRoles) {
    const isSameDirectory = world.subscriptions.get(id)?.tenantId === subscription.tenantId;
    if (isSameDirectory && id !== subscription.id) roles.push(...(atRoot.get(person) ?? []));
  }
  roles.push(...subscription.roles.filter(({ upn }) => upn === person));
  return roles.filter(({ eligible }) => !eligible);
}

/** True when the person's roles allow the action on the resource. Deny assignments are not asked. */
export function allows(world: World, upn: string, action: string, resourceId: string): boolean {
  const subscription = subscriptionOf(world, resourceId);
  if (!subscription) return false;
  return rolesIn(world, subscription, upn).some(
    ({ scope, role }) => scopeCovers(scope, resourceId) && roleAllows(role, action),
  );
}

/** True when the person has any active role at, above or below the scope. */
export function seesAnything(world: World, upn: string, scope: string): boolean {
  const subscription = subscriptionOf(world, scope);
  if (!subscription) return false;
  return rolesIn(world, subscription, upn).some(
    (role) => scopeCovers(role.scope, scope) || scopeCovers(scope, role.scope),
  );
}

/** What Azure says before the resource provider is asked; `undefined` when nothing is in the way. */
export function refuseAccess(
  world: World,
  caller: Caller,
  action: string,
  resourceId: string,
): Answer | undefined {
  const subscription = subscriptionOf(world, resourceId);
  if (!subscription) return undefined;
  return (
    refuseRole(world, caller, action, resourceId) ??
    refuseDenied(subscription, caller, action, resourceId) ??
    refuseClaims(subscription, caller, action, resourceId) ??
    (isRead(action) ? undefined : refuseWrite(subscription, action, resourceId))
  );
}

function refuseRole(world: World, caller: Caller, action: string, resourceId: string) {
  if (allows(world, caller.person.upn, action, resourceId)) return undefined;
  return armError(
    403,
    'AuthorizationFailed',
    `The client '${caller.token.upn}' with object id '${caller.token.oid}' does not have authorization to perform action '${action}' over scope '${resourceId}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

function refuseDenied(
  subscription: Subscription,
  caller: Caller,
  action: string,
  resourceId: string,
): Answer | undefined {
  const deny = subscription.denyAssignments.find(
    ({ scope, actions, notActions }) =>
      scopeCovers(scope, resourceId) &&
      actions.some((pattern) => actionMatches(pattern, action)) &&
      !notActions.some((pattern) => actionMatches(pattern, action)),
  );
  if (!deny) return undefined;
  return armError(
    403,
    'DenyAssignmentAuthorizationFailed',
    `The client '${caller.token.upn}' with object id '${caller.token.oid}' has permission to perform action '${action}' on scope '${resourceId}'; however, the access is denied because of the deny assignment with name '${deny.name}' and Id '${randomUUID().replaceAll('-', '')}' at scope '${deny.scope}'.`,
  );
}

function refuseClaims(
  subscription: Subscription,
  { token }: Caller,
  action: string,
  resourceId: string,
): Answer | undefined {
  const demanded = subscription.challenges.find(
    ({ scope, on }) =>
      scopeCovers(scope, resourceId) && (on === 'every-request' || !isRead(action)),
  );
  if (!demanded || satisfies(token, demanded)) return undefined;
  return claimsChallenge(demanded);
}

function refuseWrite(
  subscription: Subscription,
  action: string,
  resourceId: string,
): Answer | undefined {
  if (subscription.readOnly) {
    const message = `The subscription '${subscription.id}' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.`;
    return armError(409, 'ReadOnlyDisabledSubscription', message);
  }
  const isDelete = action.toLowerCase().endsWith('/delete');
  const locks = subscription.locks.filter(
    ({ level, scope }) => scopeCovers(scope, resourceId) && (isDelete || level === 'ReadOnly'),
  );
  if (locks.length === 0) return undefined;
  const scopes = [...new Set(locks.map(({ scope }) => scope))].join(',');
  return armError(
    409,
    'ScopeLocked',
    `The scope '${resourceId}' cannot perform ${isDelete ? 'delete' : 'write'} operation because following scope(s) are locked: '${scopes}'. Please remove the lock and try again.`,
  );
}

function isRead(action: string): boolean {
  return action.toLowerCase().endsWith('/read');
}
