/** The parts of a managed cluster's id. */
type ClusterParts = {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
};

const clusterPattern =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerService\/managedClusters\/([^/]+)$/i;

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
