import { expect, test } from 'vitest';
import { findRecords, intentsLike, type ListRecord } from './list-record.ts';

const office = '73.140.245.0/24';

test('names the entries that went and came', () => {
  expect(intentsLike({ added: ['AzureCloud'], removed: [office] })).toEqual([
    { do: 'remove', entry: office },
    { do: 'add', range: 'AzureCloud' },
  ]);
});

test.each([
  [[office], [], [{ do: 'open' }]],
  [[office], [office, '0.0.0.0/0'], [{ do: 'open' }]],
  [[], [office], [{ do: 'restrict', ranges: [office] }]],
  [[office], ['0.0.0.0/32'], [{ do: 'cluster-only' }]],
] as const)('names the crossing from %j to %j', (before, after, intents) => {
  const added = after.filter((entry) => !before.some((each) => each === entry));
  const removed = before.filter((entry) => !after.some((each) => each === entry));
  expect(intentsLike({ added, removed, lists: { before, after } })).toEqual(intents);
});

test('names the entries where the cluster stays as open as it was', () => {
  const lists = { before: [office], after: ['193.168.1.0/24'] };
  expect(intentsLike({ added: ['193.168.1.0/24'], removed: [office], lists })).toEqual([
    { do: 'remove', entry: office },
    { do: 'add', range: '193.168.1.0/24' },
  ]);
});

test('finds what somebody looks for in entries, in by whom and with what', () => {
  const record = (id: string, about: Partial<ListRecord>): ListRecord => ({
    id,
    clusterId: { subscriptionId: 's', resourceGroup: 'rg', name: 'aks' },
    at: '2026-11-02T14:30:00Z',
    by: undefined,
    client: undefined,
    correlationId: undefined,
    difference: undefined,
    ...about,
  });
  const records = [
    record('who', { by: 'Anna@contoso.example' }),
    record('tool', { client: 'Terraform' }),
    record('what', { difference: { added: ['AzureCloud'], removed: [office] } }),
    record('nobody knows', {}),
  ];
  const found = (text: string) => findRecords(records, text).map(({ id }) => id);
  expect(found('anna@')).toEqual(['who']);
  expect(found('terra')).toEqual(['tool']);
  expect(found('azurecloud')).toEqual(['what']);
  expect(found('73.140')).toEqual(['what']);
  expect(found('')).toHaveLength(4);
});
