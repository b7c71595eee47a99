import { expect, test } from 'vitest';
import { scopeWords } from './scope-words.ts';

const group = '/subscriptions/11112222-bbbb-3333-cccc-4444dddd5555/resourceGroups/rg-shop';
const aks = 'providers/Microsoft.ContainerService/managedClusters/aks-shop';
const subnet = `${group}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/snet-aks`;

test.each([
  [`${group}/${aks}`, 'the cluster aks-shop'],
  [`${group}/${aks}`.toLowerCase(), 'the cluster aks-shop'],
  [group, 'the resource group rg-shop'],
  [
    '/subscriptions/11112222-bbbb-3333-cccc-4444dddd5555',
    'the subscription 11112222-bbbb-3333-cccc-4444dddd5555',
  ],
  [subnet, subnet],
  ['/', '/'],
])('calls %s "%s"', (scope, words) => {
  expect(scopeWords(scope)).toBe(words);
});
