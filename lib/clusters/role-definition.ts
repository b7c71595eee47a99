import type { Cluster } from './cluster.ts';
import { formatClusterId } from './resource-id.ts';

/** What to ask an owner for: the smallest role that changes this cluster's list, and where to give it. */
type RoleToAskFor = {
  /** For `az role definition create --role-definition @role.json`. */
  readonly json: string;
  /** Resource ids that the role is to be given on. */
  readonly scopes: readonly string[];
};

/** Reading and writing the cluster, and asking how an operation on it stands. */
const ownActions = [
  'Microsoft.ContainerService/managedClusters/read',
  'Microsoft.ContainerService/managedClusters/write',
  'Microsoft.ContainerService/locations/operations/read',
] as const;

/**
 * A custom role with the rights to change this cluster's list and no others, and the scopes to assign it on:
 * the cluster and what it refers to. The rights on both are in one definition, so that it need be made only
 * once. It is assignable in whole subscriptions, since Azure takes no single resources there.
 *
 * Source: learn.microsoft.com/azure/role-based-access-control/role-definitions, "AssignableScopes".
 */
export function roleToAskFor({ id, linkedRights }: Cluster): RoleToAskFor {
  const scopes = [formatClusterId(id), ...linkedRights.map(({ scope }) => scope)];
  const definition = {
    Name: `Authorized IP ranges of ${id.name}`,
    IsCustom: true,
    Description: `Change who may reach the API server of the AKS cluster ${id.name}.`,
    Actions: [...new Set([...ownActions, ...linkedRights.map(({ action }) => action)])],
    NotActions: [],
    DataActions: [],
    NotDataActions: [],
    AssignableScopes: [...new Set(scopes.map(subscriptionOf))],
  };
  return { json: JSON.stringify(definition, null, 2), scopes };
}

function subscriptionOf(scope: string): string {
  return scope.split('/').slice(0, 3).join('/').toLowerCase();
}
