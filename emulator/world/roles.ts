import type { Role, RoleName } from './world.ts';

/** Built-in roles as far as they matter here: learn.microsoft.com/azure/role-based-access-control/built-in-roles. */
const builtIn: Record<Extract<RoleName, string>, Omit<Role, 'name'>> = {
  Owner: {
    id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
    actions: ['*'],
    notActions: [],
  },
  Contributor: {
    id: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
    actions: ['*'],
    notActions: [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
      'Microsoft.Blueprint/blueprintAssignments/write',
      'Microsoft.Blueprint/blueprintAssignments/delete',
      'Microsoft.Compute/galleries/share/action',
      'Microsoft.Purview/consents/write',
      'Microsoft.Purview/consents/delete',
    ],
  },
  Reader: {
    id: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
    actions: ['*/read'],
    notActions: [],
  },
  'Azure Kubernetes Service Contributor Role': {
    id: 'ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8',
    actions: [
      'Microsoft.Authorization/*/read',
      'Microsoft.ContainerService/locations/*/read',
      'Microsoft.ContainerService/managedClusters/*',
      'Microsoft.Resources/deployments/*',
      'Microsoft.Resources/subscriptions/resourceGroups/read',
    ],
    notActions: [],
  },
  'Azure Kubernetes Service Cluster User Role': {
    id: '4abbcc35-e782-43d8-92c5-2d3f1bd2253f',
    actions: [
      'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action',
      'Microsoft.ContainerService/managedClusters/read',
    ],
    notActions: [],
  },
};

/** The definition behind a role's name. */
export function roleDefinition(role: RoleName): Role {
  return typeof role === 'string' ? { name: role, ...builtIn[role] } : role;
}

/** The roles that need no seed, with the ids that Azure gives them everywhere. */
export function builtInRoles(): Role[] {
  return Object.entries(builtIn).map(([name, role]) => ({ name, ...role }));
}

const compiled = new Map<string, RegExp>();

/** True when `pattern` with wildcards names the action, without regard to case. */
export function actionMatches(pattern: string, action: string): boolean {
  const known = compiled.get(pattern);
  if (known) return known.test(action);
  const source = pattern.split('*').map(RegExp.escape).join('.*');
  const regex = new RegExp(`^${source}$`, 'i');
  compiled.set(pattern, regex);
  return regex.test(action);
}

/** Azure's rule: named by `actions` and not taken away by `notActions` of the same role. */
export function roleAllows(role: Omit<Role, 'name'>, action: string): boolean {
  return (
    role.actions.some((pattern) => actionMatches(pattern, action)) &&
    !role.notActions.some((pattern) => actionMatches(pattern, action))
  );
}

/** True when `scope` is the resource or a parent of it; `/` is a parent of everything. */
export function scopeCovers(scope: string, resourceId: string): boolean {
  const outer = scope.toLowerCase().replace(/\/+$/, '');
  const inner = resourceId.toLowerCase();
  return inner === outer || inner.startsWith(`${outer}/`);
}
