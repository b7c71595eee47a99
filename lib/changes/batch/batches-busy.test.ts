import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopLedger } from '#lib/changes/current';
import { confirmChange, resumeAfterSignIn } from '#lib/changes/ledger';
import { tallyWords } from '#lib/changes/shown/batch-outcomes';
import { batchView } from '#lib/changes/shown/batch-view';
import { anna, asked, changesOfBatch, settings } from '#lib/changes/test-kit';
import type { Failure } from '#lib/failure';
import { cancelRest, goOnWithBatch, stopBatch } from './batches.ts';
import { after, type BatchDesk, batchDesk, before, count } from './test-desk.ts';

const refusal: Failure = { code: 'locked', scopes: ['/'] };

let desk: BatchDesk;
let all: readonly number[];
beforeEach(async () => {
  desk = await batchDesk(40);
  all = desk.azure.ids.map((_, place) => place);
});
afterEach(() => stopLedger());

const upgrade = (places: readonly number[]) => {
  for (const place of places) desk.azure.at(place).finish('Upgrading');
};
const free = (places: readonly number[]) => {
  for (const place of places) desk.azure.at(place).finish();
};

test('sends to one alone, and stops when that is refused, though all of its clusters were busy', async () => {
  upgrade(all);
  for (const place of all) {
    desk.azure.at(place).nextPuts.push({ kind: 'refused', failure: refusal });
  }
  const id = await desk.started();
  await desk.clock.advance(30_000);
  expect(count(await desk.statesOf(id), 'held')).toBe(40);
  free(all);
  await desk.clock.advance(120_000);
  expect(desk.azure.sentTo).toHaveLength(1);
  expect(await desk.view(id)).toMatchObject({ stopped: { because: 'first' }, tally: { held: 39 } });
});

test('works at eight at the most when many become free at once', async () => {
  upgrade(all.slice(1));
  const id = await desk.started();
  await desk.clock.advance(60_000);
  free(all);
  await desk.clock.advance(20 * 60_000);
  expect(desk.azure.mostAtOnce()).toBe(8);
  expect(await desk.view(id)).toMatchObject({ state: 'over' });
  expect(desk.azure.lists()).toEqual(all.map(() => after));
});

test('can be stopped, gone on with and cancelled while its clusters are busy, and says so', async () => {
  upgrade(all);
  const id = await desk.started();
  await desk.clock.advance(70_000);
  const acts = async () => batchView(await desk.view(id)).acts.map(({ act }) => act);
  expect(await acts()).toEqual(['stop', 'cancel-rest']);
  const [first] = await desk.changesOf(id);
  expect(first).toMatchObject({
    state: 'held',
    waitingFor: { code: 'cluster-busy', operation: 'Upgrading' },
  });
  await stopBatch(anna, id);
  free(all);
  await desk.clock.advance(120_000);
  expect(desk.azure.lists()).toEqual(all.map(() => before));
  expect(await acts()).toEqual(['go-on', 'cancel-rest']);
  await cancelRest(anna, id);
  expect(await desk.view(id)).toMatchObject({ state: 'over', tally: { cancelled: 40 } });
});

test('asks of each whether it is still wanted once its cluster was busy for too long, and not after a word of its author', async () => {
  upgrade(all.slice(38));
  const id = await desk.started();
  await desk.clock.advance(settings.deadlineMs - 120_000);
  await stopBatch(anna, id);
  await goOnWithBatch(anna, id);
  await desk.clock.advance(settings.deadlineMs - 120_000);
  expect(await desk.view(id)).toMatchObject({ tally: { done: 38, held: 2, asks: 0 } });
  await desk.clock.advance(240_000);
  expect(await desk.view(id)).toMatchObject({ state: 'running', tally: { done: 38, asks: 2 } });
});

test('says whether anything is still under way when it was stopped, and goes on without anybody there', async () => {
  upgrade(all.slice(1));
  desk.azure.at(0).pollsPerOperation = Number.POSITIVE_INFINITY;
  const id = await desk.started();
  await desk.clock.advance(3_000);
  expect(batchView(await desk.view(id)).goesOn).toBe(true);
  await stopBatch(anna, id);
  const stopped = async () => batchView(await desk.view(id));
  expect(await stopped()).toMatchObject({ goesOn: false, note: { title: 'You stopped it.' } });
  expect((await stopped()).note?.text).toBe('What is under way runs to its end.');
  desk.azure.at(0).nextPolls.push({ status: 'Succeeded' });
  desk.azure.at(0).finish();
  await desk.clock.advance(60_000);
  expect(await stopped()).toMatchObject({ tally: { working: 0 } });
  expect((await stopped()).note?.text).toBe('Nothing is under way any more.');
});

test('does not call itself late while its first cluster takes longer than a change may wait', async () => {
  const first = desk.azure.at(0);
  first.pollsPerOperation = Number.POSITIVE_INFINITY;
  const id = await desk.started();
  await desk.clock.advance(settings.deadlineMs + 600_000);
  expect(await desk.view(id)).toMatchObject({ state: 'running', tally: { working: 1, held: 39 } });
  first.pollsPerOperation = 1;
  first.nextPolls.push({ status: 'Succeeded' });
  first.finish();
  await desk.clock.advance(20 * 60_000);
  expect(await desk.view(id)).toMatchObject({ state: 'over', tally: { done: 40 } });
});

test('tells no time left while the last of its clusters waits, and tells it again once that is at work', async () => {
  upgrade([39]);
  const id = await desk.started();
  const seen = async () => batchView(await desk.view(id));
  await desk.clock.advance(3_000);
  expect(await seen()).toMatchObject({ word: 'Under way', timeLeft: expect.any(String) });
  await desk.clock.advance(120_000);
  expect(await seen()).toMatchObject({ word: 'Waiting', tally: { done: 39, held: 1 } });
  expect((await seen()).timeLeft).toBeUndefined();
  free([39]);
  desk.azure.at(39).pollsPerOperation = Number.POSITIVE_INFINITY;
  await desk.clock.advance(60_000);
  expect(await seen()).toMatchObject({ word: 'Under way', timeLeft: expect.any(String) });
});

test('does not put off what the cluster is busy with itself, and follows it', async () => {
  desk = await batchDesk(1);
  desk.azure.at(0).nextPuts.push({ land: { kind: 'refused', failure: { code: 'busy' } } });
  const id = await desk.started();
  expect(await desk.statesOf(id)).toEqual(['waiting']);
  await desk.clock.advance(3_000);
  expect(await desk.statesOf(id)).toEqual(['applying']);
  free([0]);
  await desk.clock.advance(10_000);
  expect(await desk.statesOf(id)).toEqual(['done']);
});

test('does not put off what the cluster is busy with itself where it was busy before that, either', async () => {
  desk = await batchDesk(1);
  upgrade([0]);
  const id = await desk.started();
  await desk.clock.advance(30_000);
  free([0]);
  desk.azure.at(0).nextPuts.push({ land: { kind: 'refused', failure: { code: 'busy' } } });
  await desk.clock.advance(31_000);
  expect(desk.azure.at(0).puts).toHaveLength(1);
  expect(await desk.statesOf(id)).toEqual(['waiting']);
  await desk.clock.advance(2_000);
  expect(await desk.statesOf(id)).toEqual(['applying']);
});

test('puts off a cluster whose pools are busy, which shows only when it is to be changed, after the second try', async () => {
  desk = await batchDesk(1);
  const busy = { kind: 'refused', failure: { code: 'busy' } } as const;
  desk.azure.at(0).nextPuts.push(busy, busy, busy);
  const id = await desk.started();
  await desk.clock.advance(30_000);
  expect(await desk.statesOf(id)).toEqual(['held']);
  expect(desk.azure.at(0).puts).toHaveLength(2);
});

test('keeps where its author agreed to a change, though its cluster was busy after that', async () => {
  desk = await batchDesk(1);
  const [office, home] = ['73.140.245.9', '193.168.1.9'];
  desk.azure.at(0).finish('Failed');
  const id = await desk.started();
  await stopBatch(anna, id);
  await goOnWithBatch(anna, id, office);
  const [asks] = await desk.changesOf(id);
  desk.azure.at(0).finish('Upgrading');
  await confirmChange(anna, asks?.id ?? '', asks?.confirmKeys ?? [], home);
  await desk.clock.advance(3_000);
  expect(await desk.statesOf(id)).toEqual(['held']);
  free([0]);
  await desk.clock.advance(120_000);
  const rows = await changesOfBatch(desk.store, id);
  expect(rows).toMatchObject([{ state: 'done', comesFrom: home }]);
});

test('keeps where its author agreed to a change, though it asked for a sign-in after that', async () => {
  desk = await batchDesk(1);
  const [office, home] = ['73.140.245.9', '193.168.1.9'];
  const cluster = desk.azure.at(0);
  cluster.finish('Failed');
  const id = await desk.started();
  await stopBatch(anna, id);
  await goOnWithBatch(anna, id, office);
  const [asks] = await desk.changesOf(id);
  cluster.nextReads.push({ code: 'sign-in-needed' });
  await confirmChange(anna, asks?.id ?? '', asks?.confirmKeys ?? [], home);
  await desk.clock.advance(1_000);
  expect(await desk.statesOf(id)).toEqual(['needs-sign-in']);
  await resumeAfterSignIn(anna, { tenantId: asked().tenantId, claims: undefined });
  await desk.clock.advance(60_000);
  const rows = await changesOfBatch(desk.store, id);
  expect(rows).toMatchObject([{ state: 'done', comesFrom: home }]);
});

test('has words for one cluster alone', async () => {
  desk = await batchDesk(1);
  upgrade([0]);
  const id = await desk.started();
  const seen = async () => {
    const { word, tally, acts } = batchView(await desk.view(id));
    return [word, tallyWords(tally), ...acts.map(({ label }) => label)];
  };
  expect(await seen()).toEqual(['Waiting', '1 cluster not started', 'Stop', 'Cancel it']);
  await stopBatch(anna, id);
  expect(await seen()).toEqual(['Stopped', '1 cluster not started', 'Go on with it', 'Cancel it']);
  await goOnWithBatch(anna, id);
  free([0]);
  await desk.clock.advance(120_000);
  expect(await seen()).toEqual(['Finished', '1 cluster done', 'Undo on 1 cluster…']);
});
