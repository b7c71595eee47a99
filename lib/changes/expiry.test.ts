import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyAgain, undoChange } from './again.ts';
import { currentLedger, stopLedger } from './current.ts';
import {
  type ChangeRequest,
  cancelAll,
  cancelChange,
  grantsWithUnfinished,
  putOffChange,
  resumeAfterSignIn,
} from './ledger.ts';
import { toChange } from './shown/change.ts';
import { changeSentence } from './shown/words.ts';
import type { FakeAzure } from './test-azure.ts';
import { type HandClock, settle } from './test-clock.ts';
import { anna, ben } from './test-kit.ts';
import { freshLedger, record } from './test-ledger.ts';
import { byBen, expiry, forAnHour, hour, lend, own, standing } from './test-lending.ts';

let clock: HandClock;
let azure: FakeAzure;

beforeEach(async () => {
  ({ clock, azure } = await freshLedger());
});
afterEach(() => stopLedger());

const letIn = (about?: Partial<ChangeRequest>) => lend(clock, about);

test('takes out at its time what was let in for a while, and nothing else', async () => {
  await letIn();
  expect(azure.state.entries).toEqual([standing, own]);
  expect(await expiry()).toMatchObject({ state: 'held' });
  azure.edit([...azure.state.entries, '193.168.1.0/24']);
  await clock.advance(hour - 20_000);
  expect(azure.state.entries).toContain(own);
  await clock.advance(30_000);
  expect(azure.state.entries).toEqual([standing, '193.168.1.0/24']);
  expect(await expiry()).toMatchObject({ state: 'done', grantId: anna });
});

test('takes it out as soon as it runs again, where it was away at its time', async () => {
  await letIn();
  await clock.jump(9 * hour);
  await clock.advance(20_000);
  expect(azure.state.entries).toEqual([standing]);
});

test('records one change for a form that is sent twice, and another for another time', async () => {
  const idempotencyKey = 'one form';
  const first = await record({ ...forAnHour, idempotencyKey });
  expect(await record({ ...forAnHour, idempotencyKey })).toBe(first);
  expect(await record({ keepForSeconds: 7200, idempotencyKey })).not.toBe(first);
  await clock.advance(hour + 20_000);
  expect(azure.state.entries).toContain(own);
  await clock.advance(hour);
  expect(azure.state.entries).toEqual([standing]);
});

test('has nothing to take out where the change was turned down, or discarded', async () => {
  azure.nextPuts.push({ kind: 'refused', failure: { code: 'stopped' } });
  await letIn();
  expect(await expiry()).toMatchObject({ state: 'cancelled', spared: 'not-added' });

  azure.finish('Upgrading');
  const id = await letIn();
  expect(await expiry()).toMatchObject({ state: 'held' });
  await cancelChange(anna, id);
  await settle();
  expect(await expiry()).toMatchObject({ state: 'cancelled', spared: 'not-added' });
});

test('leaves what stood there before', async () => {
  azure.edit([standing, '81.2.69.142']);
  await letIn();
  expect(await expiry()).toMatchObject({ state: 'cancelled', spared: 'not-added' });
  await clock.advance(hour);
  expect(azure.state.entries).toEqual([standing, '81.2.69.142']);
});

test('leaves what a colleague has asked for since, to stay', async () => {
  await letIn();
  await letIn(byBen);
  await clock.advance(hour);
  expect(azure.state.entries).toContain(own);
  const left = await expiry();
  expect(left).toMatchObject({ state: 'cancelled', spared: 'wanted' });
  expect(changeSentence(toChange(left))).toBe(
    'It stays: it has been asked for again since, without an end.',
  );
});

test('waits for the longest of those who asked for it for a while', async () => {
  await letIn();
  await letIn({ ...byBen, keepForSeconds: 7200 });
  await clock.advance(hour);
  expect(azure.state.entries).toContain(own);
  await clock.advance(hour);
  expect(azure.state.entries).toEqual([standing]);
});

test('knows at once that it was taken out by hand, and leaves what is put there after that', async () => {
  const id = await letIn({ keepForSeconds: 3600 });
  await undoChange(anna, id);
  await clock.advance(10_000);
  expect(azure.state.entries).toEqual([standing]);
  expect(await expiry()).toMatchObject({ state: 'cancelled', spared: 'taken-out' });
  azure.edit([standing, own]);
  await clock.advance(hour);
  expect(azure.state.entries).toEqual([standing, own]);
});

test('lets its author keep what they let in', async () => {
  await letIn();
  const { id } = await expiry();
  expect(await cancelChange(ben, id)).toEqual({ ok: false, error: 'not-found' });
  expect(await cancelChange(anna, id)).toMatchObject({ ok: true });
  await clock.advance(hour + 20_000);
  expect(azure.state.entries).toContain(own);
});

test('keeps the right to take it out after its author has left, whatever becomes of other changes', async () => {
  await letIn();
  await cancelAll(anna);
  expect(await grantsWithUnfinished()).toContain(anna);
  await clock.advance(hour);
  expect(azure.state.entries).toEqual([standing]);
  expect(await grantsWithUnfinished()).toEqual([]);
});

test('waits for a sign-in at its time, and goes on without a question however late that comes', async () => {
  await letIn();
  azure.nextReads.push({ code: 'sign-in-needed' });
  await clock.advance(hour);
  expect(await expiry()).toMatchObject({ state: 'needs-sign-in' });
  await clock.jump(5 * hour);
  await resumeAfterSignIn(anna, { tenantId: 'tenant-1', claims: undefined });
  await clock.advance(10_000);
  expect(azure.state.entries).toEqual([standing]);
});

test('tries for as long as Azure gives no answer', async () => {
  await letIn();
  const unreachable = { code: 'unreachable' } as const;
  azure.nextReads.push(...Array.from({ length: 200 }, () => unreachable));
  await clock.advance(2 * hour);
  expect(await expiry()).toMatchObject({ state: 'waiting', wait: { code: 'unreachable' } });
  await clock.advance(2 * hour);
  expect(azure.state.entries).toEqual([standing]);
});

test('asks before it takes out the last entry, which would open the cluster', async () => {
  await letIn();
  azure.edit([own]);
  await clock.advance(hour);
  expect(await expiry()).toMatchObject({
    state: 'needs-confirmation',
    asked: { findings: [{ code: 'crossing' }] },
  });
  expect(azure.state.entries).toEqual([own]);
});

test('takes nothing out of a cluster that was made anew', async () => {
  await letIn();
  azure.state = { ...azure.state, resourceUid: 'uid-2' };
  await clock.advance(hour);
  expect(await expiry()).toMatchObject({ state: 'refused', failure: { code: 'recreated' } });
  expect(azure.state.entries).toContain(own);
});

test('lets nobody in when the time for that is over, but anew', async () => {
  azure.finish('Upgrading');
  const id = await record({ ...forAnHour, keepForSeconds: 600 });
  await clock.advance(610_000);
  azure.finish();
  await clock.advance(60_000);
  const ledger = currentLedger();
  expect(await ledger.store.find(id)).toMatchObject({
    state: 'refused',
    failure: { code: 'time-is-over' },
  });
  expect(azure.state.entries).toEqual([standing]);
  await applyAgain(anna, id);
  await clock.advance(60_000);
  expect(azure.state.entries).toEqual([standing, own]);
  await clock.advance(600_000);
  expect(azure.state.entries).toEqual([standing]);
});

test('keeps a time that is a week away', async () => {
  await letIn({ ...forAnHour, keepForSeconds: 7 * 24 * 3600 });
  await clock.jump(7 * 24 * hour - 60_000);
  expect(await expiry()).toMatchObject({ state: 'held' });
  await clock.advance(120_000);
  expect(azure.state.entries).toEqual([standing]);
});

test('leaves those of several that stood there before', async () => {
  azure.edit([standing, own]);
  await letIn({
    keepForSeconds: 3600,
    intents: [own, '194.168.1.0/24'].map((range) => ({ do: 'add', range })),
  });
  await clock.advance(hour);
  expect(azure.state.entries).toEqual([standing, own]);
});

test('is put off by eight hours, to a week from now at most', async () => {
  await letIn();
  const { id, startsAt = 0 } = await expiry();
  await putOffChange(anna, id);
  expect(await expiry()).toMatchObject({ state: 'held', startsAt: startsAt + 8 * hour });
  await clock.advance(hour);
  expect(azure.state.entries).toContain(own);
  for (let times = 0; times < 30; times++) await putOffChange(anna, id);
  expect((await expiry()).startsAt).toBe(clock.now() + 7 * 24 * hour);
  await clock.jump(7 * 24 * hour);
  await clock.advance(20_000);
  expect(azure.state.entries).toEqual([standing]);
  expect(await putOffChange(anna, id)).toEqual({ ok: false, error: 'too-late' });
});
