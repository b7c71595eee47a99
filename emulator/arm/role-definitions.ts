import { createHash } from 'node:crypto';
import { type Answer, json } from '../http/exchange.ts';
import { builtInRoles } from '../world/roles.ts';
import type { Role } from '../world/world.ts';
import { armError } from './errors.ts';
import type { ArmCall, ArmRoute } from './route.ts';

/** `GET {scope}/…/roleDefinitions/{guid}`: what a role may do, for whoever may read that at the scope. */
export const roleDefinitionRoute: ArmRoute = {
  method: 'GET',
  pattern: '{scope+}/providers/Microsoft.Authorization/roleDefinitions/{role}',
  versions: 'roleDefinitions',
  needs: ({ part }) => ({
    action: 'Microsoft.Authorization/roleDefinitions/read',
    scope: part('scope'),
  }),
  handle: showDefinition,
};

/** The id under which an assignment in `scope` names its role: that of the subscription. */
export function roleDefinitionId(scope: string, role: Role): string {
  const [subscription = ''] = /^\/subscriptions\/[^/]+/i.exec(scope) ?? [];
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guidOf(role)}`;
}

/** Equal texts make equal GUIDs. */
export function stableGuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(hex) ?? [];
  return parts.join('-');
}

function showDefinition({ world, part }: ArmCall): Answer {
  const guid = part('role').toLowerCase();
  const assigned = [...world.subscriptions.values()].flatMap(({ roles }) => roles);
  const known = [...builtInRoles(), ...assigned.map(({ role }) => role)];
  const role = known.find((each) => guidOf(each) === guid);
  if (!role) {
    const message = `The specified role definition with ID '${guid}' does not exist.`;
    return armError(404, 'RoleDefinitionDoesNotExist', message);
  }
  const { name, actions, notActions, id } = role;
  return json(200, {
    id: roleDefinitionId(part('scope'), role),
    type: 'Microsoft.Authorization/roleDefinitions',
    name: guid,
    properties: {
      roleName: name,
      type: id === undefined ? 'CustomRole' : 'BuiltInRole',
      description: '',
      assignableScopes: [id === undefined ? part('scope') : '/'],
      permissions: [{ actions, notActions, dataActions: [], notDataActions: [] }],
    },
  });
}

function guidOf({ id, name }: Role): string {
  return id ?? stableGuid(name);
}
