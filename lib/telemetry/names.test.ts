import { expect, test } from 'vitest';
import { resourceTypeOf, routeOf } from './names.ts';

const id = '11111111-1111-4111-8111-111111111111';

for (const [path, route] of [
  ['/', '/'],
  ['/clusters', '/clusters'],
  ['/clusters/hygiene/very-wide', '/clusters/hygiene/very-wide'],
  [`/clusters/${id}/rg-a/aks-a`, '/clusters/{subscriptionId}/{resourceGroup}/{name}'],
  [
    `/clusters/${id}/rg-a/aks-a/changes/export.csv`,
    '/clusters/{subscriptionId}/{resourceGroup}/{name}/changes/export.csv',
  ],
  [`/batches/${id}`, '/batches/{id}'],
  [`/changes/${id.toUpperCase()}/events`, '/changes/{id}/events'],
] as const) {
  test(`counts ${path} as ${route}`, () => expect(routeOf(path)).toBe(route));
}

const cluster = `/subscriptions/${id}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks`;
for (const [path, type] of [
  ['/tenants', 'tenants'],
  [`/subscriptions/${id}/resourcegroups`, 'subscriptions/resourcegroups'],
  ['/providers/Microsoft.ResourceGraph/resources', 'Microsoft.ResourceGraph/resources'],
  [cluster, 'Microsoft.ContainerService/managedClusters'],
  [
    `${cluster}/providers/Microsoft.Authorization/permissions`,
    'Microsoft.Authorization/permissions',
  ],
  [
    `/subscriptions/${id}/providers/Microsoft.ContainerService/locations/westeurope/operations/${id}`,
    'Microsoft.ContainerService/locations/operations',
  ],
] as const) {
  test(`takes a question to Azure about ${type} for one`, () =>
    expect(resourceTypeOf(path)).toBe(type));
}
