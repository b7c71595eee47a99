/** The parts of a managed cluster's id. */
type ClusterParts = {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
};

const clusterPattern =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerService\/managedClusters\/([^/]+)$/i;

/** The id of the subscription that a resource id, or the path of a request, starts with. */
export function subscriptionIdOf(path: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(path)?.[1];
}

/** Takes a cluster's id apart; `undefined` for any other id. */
export function parseClusterId(id: string): ClusterParts | undefined {
  const [, subscriptionId, resourceGroup, name] = clusterPattern.exec(id) ?? [];
  if (subscriptionId === undefined || resourceGroup === undefined || name === undefined) {
    return undefined;
  }
  return { subscriptionId, resourceGroup, name };
}

/** AKS writes `resourcegroups` in lower case in the ids it answers. */
export function clusterId({ subscriptionId, resourceGroup, name }: ClusterParts): string {
  return `/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`;
}
