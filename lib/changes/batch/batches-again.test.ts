import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopLedger } from '#lib/changes/current';
import { batchView } from '#lib/changes/shown/batch-view';
import { settle } from '#lib/changes/test-clock';
import { anna, ben } from '#lib/changes/test-kit';
import type { Failure } from '#lib/failure';
import type { Intent } from '#lib/ranges/intent';
import { discardAsking, goOnWithBatch, retryFailed, startBatch } from './batches.ts';
import type { BatchItem } from './held-changes.ts';
import { after, author, type BatchDesk, batchDesk } from './test-desk.ts';

let desk: BatchDesk;
beforeEach(async () => {
  desk = await batchDesk(3);
});
afterEach(() => stopLedger());

function refuseAt(place: number) {
  const failure: Failure = { code: 'locked', scopes: ['/'] };
  desk.azure.at(place).nextPuts.push({ kind: 'refused', failure });
}

async function started(about: Partial<BatchItem>, ownAddress?: string): Promise<string> {
  const id = await desk.drafted();
  const items = desk.items().map((item) => ({ ...item, ...about }));
  expect(await startBatch({ ...author, ownAddress }, id, items)).toMatchObject({ ok: true });
  await settle();
  return id;
}

test('asks before it takes the way in of the address that its author has by then', async () => {
  const lists = desk.azure.ids.map(() => ['73.140.245.0/24', '9.9.9.0/24']);
  for (const [place, list] of lists.entries()) desk.azure.at(place).edit(list);
  const remove: Intent = { do: 'remove', entry: '9.9.9.0/24' };
  refuseAt(0);
  const id = await started({ intents: [remove] }, '8.8.4.4');
  expect(await desk.view(id)).toMatchObject({ stopped: { because: 'first' } });

  await desk.clock.advance(1);
  await retryFailed(anna, id, '9.9.9.9');
  await goOnWithBatch(anna, id, '9.9.9.9');
  await desk.clock.advance(60_000);
  expect(await desk.statesOf(id)).toEqual(Array(3).fill('needs-confirmation'));
  expect((await desk.changesOf(id)).flatMap(({ confirmKeys = [] }) => confirmKeys)).toEqual(
    Array(3).fill('own-address-lost:9.9.9.9'),
  );
  expect(desk.azure.lists()).toEqual(lists);
});

test('asks before it merges what somebody has taken out since', async () => {
  const halves = ['73.140.245.0/25', '73.140.245.128/25'];
  for (const place of [0, 1, 2]) desk.azure.at(place).edit(halves);
  desk.azure.at(1).edit(['73.140.245.0/25']);
  const id = await desk.drafted({ sameAddresses: true });
  const intents: Intent[] = [
    ...halves.map((entry): Intent => ({ do: 'remove', entry })),
    { do: 'add', range: '73.140.245.0/24' },
  ];
  await startBatch(
    author,
    id,
    desk.items().map((item) => ({ ...item, intents })),
  );
  await desk.clock.advance(60_000);
  expect(desk.azure.lists()).toEqual([
    ['73.140.245.0/24'],
    ['73.140.245.0/25'],
    ['73.140.245.0/24'],
  ]);
  expect((await desk.changesOf(id))[1]).toMatchObject({
    state: 'needs-confirmation',
    confirmKeys: ['other-addresses:128:0'],
  });
});

test('tries again at once, however long one of it has waited for its author', async () => {
  desk.azure.at(1).edit([]);
  refuseAt(2);
  const id = await started({});
  await desk.clock.advance(60_000);
  expect(await desk.statesOf(id)).toEqual(['done', 'needs-confirmation', 'refused']);
  await desk.clock.jump(40 * 60_000);
  await retryFailed(anna, id);
  await desk.clock.advance(60_000);
  expect(await desk.statesOf(id)).toEqual(['done', 'needs-confirmation', 'done']);
  expect(await desk.view(id)).toMatchObject({ state: 'running' });
});

test('changes a cluster that was made anew when its author tries again', async () => {
  const azure = desk.azure.at(1);
  azure.state = { ...azure.state, resourceUid: 'uid-2' };
  const id = await started({ basedOn: { access: 'restricted', resourceUid: 'uid-1' } });
  await desk.clock.advance(60_000);
  expect((await desk.changesOf(id))[1]).toMatchObject({ failure: { code: 'recreated' } });
  await retryFailed(anna, id);
  await desk.clock.advance(60_000);
  expect(desk.azure.lists()).toEqual(Array(3).fill(after));
});

test('ends all that ask at one word of their author, and at nobody else’s', async () => {
  for (const place of [1, 2]) desk.azure.at(place).edit([]);
  const id = await started({});
  await desk.clock.advance(60_000);
  expect(batchView(await desk.view(id)).acts).toEqual([
    { act: 'discard', label: 'Discard 2 that ask' },
  ]);
  await discardAsking(ben, id);
  expect(await desk.view(id)).toMatchObject({ tally: { asks: 2 } });
  await discardAsking(anna, id);
  await settle();
  expect(await desk.view(id)).toMatchObject({ state: 'over', tally: { cancelled: 2, done: 1 } });
  expect(desk.azure.lists()).toEqual([after, [], []]);
});
