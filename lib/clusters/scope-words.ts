const knownScope =
  /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+)(?:\/providers\/Microsoft\.ContainerService\/managedClusters\/([^/]+))?)?\/?$/i;

/**
 * An ARM scope by the name it has for people: `the resource group rg-shop`. Anything but a cluster and what
 * is above it stays a resource id, since whoever has to find it may not know where to look.
 */
export function scopeWords(scope: string): string {
  const [, subscription, group, cluster] = knownScope.exec(scope) ?? [];
  if (cluster !== undefined) return `the cluster ${cluster}`;
  if (group !== undefined) return `the resource group ${group}`;
  return subscription === undefined ? scope : `the subscription ${subscription}`;
}
