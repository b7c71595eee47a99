import { expect, test } from 'vitest';
import { BySubscription } from './by-subscription.ts';

const id = (subscription: string, name: string) =>
  `/subscriptions/${subscription}/resourcegroups/rg/providers/type/${name}`;

test('finds what is in one subscription, in the order it came', () => {
  const map = new BySubscription<number>();
  map.set(id('one', 'a'), 1).set(id('two', 'b'), 2).set(id('one', 'c'), 3).set(id('one', 'a'), 4);
  expect([...map.in('one').values()]).toEqual([4, 3]);
  expect([...map.in('three')]).toEqual([]);
});

test('forgets what is deleted or cleared in both ways of asking', () => {
  const map = new BySubscription<number>();
  map.set(id('one', 'a'), 1).set(id('one', 'b'), 2);
  map.delete(id('one', 'a'));
  expect([[...map.values()], [...map.in('one').values()]]).toEqual([[2], [2]]);
  map.clear();
  expect([map.size, map.in('one').size]).toEqual([0, 0]);
});
