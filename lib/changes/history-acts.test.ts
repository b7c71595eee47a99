import { expect, test } from 'vitest';
import type { PastChange } from './fleet-ports.ts';
import { historyActs } from './history-acts.ts';
import type { ChangeState } from './shown/states.ts';

let ids = 0;

function change(batch?: string, place = 0, state: ChangeState = 'done', asks = 'add'): PastChange {
  ids += 1;
  const id = `change-${ids}`;
  const one = { place, state, asks, isEnd: state === 'held' };
  return { id, reachesFar: false, batch: batch ? { id: batch, ...one } : undefined };
}

test('tells of a batch once, where its newest change stands, and of all others one by one', () => {
  const past = [change(), change('b', 2), change(), change('b', 1), change('b', 0), change()];
  const [newest, ofBatch, between, , , oldest] = past.map(({ id }) => id);
  expect(historyActs(past).map(({ id, batch }) => [id, batch?.id])).toEqual([
    [newest, undefined],
    [ofBatch, 'b'],
    [between, undefined],
    [oldest, undefined],
  ]);
});

test('counts each cluster of a batch once, by the newest of its changes', () => {
  const [act] = historyActs([
    change('b', 1, 'done'),
    change('b', 2, 'done'),
    change('b', 1, 'refused'),
    change('b', 0, 'refused'),
  ]);
  expect(act?.batch?.tally).toMatchObject({ total: 3, done: 2, failed: 1 });
});

test('makes no batch of what it asked of one cluster, tried again or not', () => {
  const past = [change('b', 3, 'done'), change('b', 3, 'refused')];
  expect(historyActs(past)).toEqual(past.map(({ id }) => ({ id })));
});

test('says whether a batch asked the same of all', () => {
  const two = (asks: string) => historyActs([change('b', 0, 'done'), change('b', 1, 'done', asks)]);
  expect(two('add')[0]?.batch?.isAlike).toBe(true);
  expect(two('remove')[0]?.batch?.isAlike).toBe(false);
});

test('tells of each range that a batch let in for a while once, of whatever many clusters it is taken out', () => {
  const ends = (place: number) => [
    change('b', place, 'held', 'one'),
    change('b', place, 'held', 'two'),
  ];
  const past = [change('b', 1), ...ends(1), change('b', 0), ...ends(0), change('c', 0, 'held')];
  const acts = historyActs(past).map(({ id, batch }) => [id, batch?.isEnd, batch?.tally.total]);
  expect(acts).toEqual([
    [past[0]?.id, false, 2],
    [past[1]?.id, true, 2],
    [past[2]?.id, true, 2],
    [past[6]?.id, undefined, undefined],
  ]);
});
