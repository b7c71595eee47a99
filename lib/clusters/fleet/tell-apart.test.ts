import { expect, test } from 'vitest';
import { row } from '#lib/clusters/test-kit';
import { tellApart } from './tell-apart.ts';

const [first, second] = [
  '11112222-bbbb-3333-cccc-4444dddd5555',
  '22222222-bbbb-3333-cccc-4444dddd5555',
];

test('says of a cluster no more than it takes to be taken for no other', () => {
  const alone = row({ name: 'aks-alone' });
  const inGroups = [row({ group: 'rg-a' }), row({ name: 'AKS-prod', group: 'rg-b' })];
  const inSubscriptions = [
    row({ name: 'aks-test', subscription: first }, 'Payments'),
    row({ name: 'aks-test', subscription: second, group: 'RG-payments' }, 'Games'),
  ];
  const likeNamed = [
    row({ name: 'aks-dev', subscription: first }, 'Sandbox'),
    row({ name: 'aks-dev', subscription: second }, 'Sandbox'),
  ];
  const all = [alone, ...inGroups, ...inSubscriptions, ...likeNamed];
  expect(all.map(tellApart(all))).toEqual([
    undefined,
    'rg-a',
    'rg-b',
    'rg-payments · Payments',
    'RG-payments · Games',
    `rg-payments · ${first}`,
    `rg-payments · ${second}`,
  ]);
});
