import { expect, test } from 'vitest';
import { intentsLike } from './list-record.ts';

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
