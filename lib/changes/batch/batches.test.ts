import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { currentLedger, stopLedger } from '#lib/changes/current';
import type { Heard } from '#lib/changes/hub';
import { subscribe, unfinishedChanges } from '#lib/changes/ledger';
import { StoreTakesNothing } from '#lib/changes/store-troubles';
import { anna, ben, settings } from '#lib/changes/test-kit';
import {
  batchesOf,
  batchFor,
  cancelRest,
  changeDraft,
  discardAsking,
  draftFor,
  goOnWithBatch,
  startBatch,
  stopBatch,
} from './batches.ts';
import { clustersOf } from './results.ts';
import { after, author, type BatchDesk, batchDesk, draft } from './test-desk.ts';

let desk: BatchDesk;
beforeEach(async () => {
  desk = await batchDesk();
});
afterEach(() => stopLedger());

test('starts once, however often it is asked', async () => {
  const id = await desk.drafted();
  await Promise.all([startBatch(author, id, desk.items()), startBatch(author, id, desk.items())]);
  await startBatch(author, id, desk.items());
  expect(await desk.statesOf(id)).toHaveLength(12);
  expect(await unfinishedChanges(anna)).toHaveLength(12);
});

test('lets nothing more go when its author stops it, and does so when they go on', async () => {
  const id = await desk.started();
  await stopBatch(anna, id);
  await desk.clock.advance(60_000);
  expect(await desk.view(id)).toMatchObject({ state: 'stopped', stopped: { because: 'author' } });
  expect(desk.azure.sentTo).toEqual([0]);
  await goOnWithBatch(anna, id);
  await desk.clock.advance(60_000);
  expect(desk.azure.lists()).toEqual(desk.azure.ids.map(() => after));
});

test('counts the deadline of each from when it was let go', async () => {
  const id = await desk.started();
  await stopBatch(anna, id);
  await desk.clock.advance(settings.deadlineMs + 60_000);
  await goOnWithBatch(anna, id);
  await desk.clock.advance(60_000);
  expect(await desk.statesOf(id)).toEqual(Array(12).fill('done'));
});

test('belongs to its author alone', async () => {
  const id = await desk.drafted();
  expect(await draftFor(ben, id)).toBeUndefined();
  await changeDraft(ben, id, { ...draft, add: [] });
  expect(await draftFor(anna, id)).toEqual(draft);
  expect(await startBatch({ ...author, grantId: ben }, id, desk.items())).toEqual({
    ok: false,
    error: 'not-found',
  });
  await startBatch(author, id, desk.items());
  for (const act of [stopBatch, cancelRest, discardAsking]) await act(ben, id);
  expect(await batchFor(ben, id)).toBeUndefined();
  expect(await batchFor(anna, 'no id at all')).toBeUndefined();
  expect(await batchesOf(ben, { started: true })).toEqual([]);
  expect(await clustersOf(ben, id)).toBeUndefined();
  expect((await clustersOf(anna, id))?.keys.size).toBe(12);
  await desk.clock.advance(60_000);
  expect(desk.azure.lists()).toEqual(desk.azure.ids.map(() => after));
});

test('is a draft until it is started, and can be changed until then', async () => {
  const id = await desk.drafted();
  const next = { ...draft, clusters: ['one', 'two'], reason: 'new office' };
  await changeDraft(anna, id, next);
  expect(await draftFor(anna, id)).toEqual(next);
  expect(await batchFor(anna, id)).toBeUndefined();
  expect(await batchesOf(anna, { started: true })).toEqual([]);
  expect(await batchesOf(anna, { started: false })).toMatchObject([
    { id, state: 'draft', tally: { total: 0 } },
  ]);
  await startBatch(author, id, desk.items());
  await changeDraft(anna, id, draft);
  expect(await draftFor(anna, id)).toBeUndefined();
  expect(await desk.view(id)).toMatchObject({
    // Its changes name the clusters now.
    draft: { ...next, clusters: [] },
    tally: { total: 12 },
  });
  expect(await desk.changesOf(id)).toMatchObject(Array(12).fill({ reason: 'new office' }));
  await desk.clock.advance(60_000);
  expect(await batchesOf(anna, { started: true })).toMatchObject([
    { id, state: 'over', tally: { total: 12, done: 12 } },
  ]);
  expect(await batchesOf(anna, { started: false })).toEqual([]);
});

test('refuses what it cannot record, and leaves plan and batch as they are', async () => {
  const error = { code: 'not-recorded' };
  const plan = await desk.drafted();
  const { store } = currentLedger();
  const save = vi.spyOn(store, 'saveBatch').mockRejectedValueOnce(new StoreTakesNothing());
  expect(await startBatch(author, plan, desk.items())).toEqual({ ok: false, error });
  expect(await draftFor(anna, plan)).toEqual(draft);
  expect(await unfinishedChanges(anna)).toEqual([]);

  const id = await desk.started();
  save.mockRejectedValueOnce(new StoreTakesNothing());
  expect(await stopBatch(anna, id)).toEqual({ ok: false, error });
  vi.spyOn(store, 'cancelHeld').mockRejectedValueOnce(new StoreTakesNothing());
  expect(await cancelRest(anna, id)).toEqual({ ok: false, error });
  expect(await desk.view(id)).toMatchObject({ state: 'running', tally: { held: 11 } });
});

test('starts nothing of what is switched off', async () => {
  desk = await batchDesk(2, { readOnly: true });
  const id = await desk.drafted();
  const error = { code: 'switched-off', setting: 'READ_ONLY' };
  expect(await startBatch(author, id, desk.items())).toEqual({ ok: false, error });
  desk = await batchDesk(2, { allowOpen: false });
  const other = await desk.drafted();
  const open = desk.items().map((item) => ({ ...item, intents: [{ do: 'open' as const }] }));
  expect(await startBatch(author, other, open)).toEqual({
    ok: false,
    error: { code: 'switched-off', setting: 'ALLOW_OPEN' },
  });
  expect(await unfinishedChanges(anna)).toEqual([]);
  expect(await draftFor(anna, other)).toEqual(draft);
});

test('says how long it will take once one is done', async () => {
  const id = await desk.started();
  expect((await desk.view(id)).secondsLeft).toBeUndefined();
  await desk.clock.advance(3_000);
  expect((await desk.view(id)).secondsLeft).toBeGreaterThan(0);
  await desk.clock.advance(60_000);
  expect((await desk.view(id)).secondsLeft).toBeUndefined();
});

test('tells those who look at it of each of its changes, and of a stop', async () => {
  const heard: Heard[] = [];
  const id = await desk.drafted();
  const leave = subscribe(id, (what) => heard.push(what));
  await startBatch(author, id, desk.items());
  expect(heard.filter((what) => what !== 'gap').length).toBeGreaterThanOrEqual(12);
  heard.length = 0;
  await stopBatch(anna, id);
  expect(heard).toContain('gap');
  leave();
  expect(await batchFor(anna, randomUUID())).toBeUndefined();
});
