const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What a path of ours names, without the one it names: `/clusters/{subscriptionId}/{resourceGroup}/{name}`
 * and `/changes/{id}/events`. Figures are kept for each, so there are few of them.
 */
export function routeOf(path: string): string {
  const [first, second, third, fourth, ...rest] = path.split('/').slice(1);
  if (second === undefined || !uuid.test(second)) return path;
  if (first !== 'clusters') return ['', first, '{id}', ...path.split('/').slice(3)].join('/');
  const cluster = '/clusters/{subscriptionId}/{resourceGroup}/{name}';
  return third && fourth ? [cluster, ...rest].join('/') : path;
}

/**
 * What a path of Azure Resource Manager names: `Microsoft.ContainerService/managedClusters`, the last
 * provider of the path counts; `subscriptions/resourcegroups` where there is none.
 */
export function resourceTypeOf(path: string): string {
  const [, provider, below] = /^.*\/providers\/([^/]+)\/(.+)$/i.exec(path) ?? [];
  const kinds = (below ?? path.slice(1)).split('/').filter((_, at) => at % 2 === 0);
  return [...(provider ? [provider] : []), ...kinds].join('/');
}
