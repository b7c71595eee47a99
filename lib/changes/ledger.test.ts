import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clusterKey } from '#lib/clusters/resource-id';
import { currentLedger, stopLedger } from './current.ts';
import type { Heard } from './hub.ts';
import {
  cancelAll,
  cancelChange,
  changeFor,
  changesOnCluster,
  confirmChange,
  grantsWithUnfinished,
  recordChange,
  subscribe,
  unfinishedChanges,
} from './ledger.ts';
import type { LedgerSettings } from './ports.ts';
import { OfNewerRelease, StoreAnswerLost, StoreTakesNothing } from './store-troubles.ts';
import type { FakeAzure } from './test-azure.ts';
import type { HandClock } from './test-clock.ts';
import { anna, asked, ben, clusterId } from './test-kit.ts';
import { freshLedger, record } from './test-ledger.ts';

const key = clusterKey(clusterId);
let clock: HandClock;
let azure: FakeAzure;

async function start(about: Partial<LedgerSettings> = {}) {
  ({ clock, azure } = await freshLedger(about));
}

beforeEach(() => start());
afterEach(() => stopLedger());

const view = (id: string, grantId = anna) => changeFor({ grantId }, id);

test('carries out what was recorded and tells the author', async () => {
  const id = await record();
  await clock.advance(10_000);
  expect(await view(id)).toMatchObject({
    state: 'done',
    acceptedAt: '2026-11-02T14:30:00.000Z',
    landed: ['73.140.245.0/24', '81.2.69.142/32'],
  });
});

test('keeps the operation address and the claims out of what people see', async () => {
  const id = await record();
  expect(JSON.stringify(await view(id))).not.toContain('operations/1');
});

test('answers the same id for the same idempotency key', async () => {
  const first = await record({ idempotencyKey: 'twice' });
  expect(await record({ idempotencyKey: 'twice' })).toBe(first);
  expect(await record({ idempotencyKey: 'twice', grantId: ben })).not.toBe(first);
});

test('shows a change to its author and to readers of its cluster, and to nobody else', async () => {
  const id = await record();
  expect(await changeFor({ grantId: anna }, id)).toBeDefined();
  expect(await changeFor({ grantId: ben, mayRead: key }, id)).toBeDefined();
  expect(await changeFor({ grantId: ben }, id)).toBeUndefined();
  expect(await changeFor({ grantId: ben, mayRead: `${key}-2` }, id)).toBeUndefined();
  expect(await changeFor({ grantId: anna }, randomUUID())).toBeUndefined();
  expect(await changeFor({ grantId: anna }, 'no id at all')).toBeUndefined();
});

test('lists the newest changes of a cluster first', async () => {
  const [first, second] = [await record(), await record({ grantId: ben })];
  expect((await changesOnCluster(key, 5)).map(({ id }) => id)).toEqual([second, first]);
});

test('records nothing while it may only look', async () => {
  await start({ readOnly: true });
  expect(await recordChange({ ...asked(), confirmations: [] })).toEqual({
    ok: false,
    error: { code: 'switched-off', setting: 'READ_ONLY' },
  });
  expect(await unfinishedChanges(anna)).toEqual([]);
});

test('refuses what it cannot record, and takes the same press later', async () => {
  const request = { ...asked(), confirmations: [] };
  const insert = vi.spyOn(currentLedger().store, 'insert');
  insert.mockRejectedValueOnce(new StoreTakesNothing());
  expect(await recordChange(request)).toEqual({ ok: false, error: { code: 'not-recorded' } });
  expect(await recordChange(request)).toMatchObject({ ok: true });
  expect(await unfinishedChanges(anna)).toHaveLength(1);
});

test('says where nobody knows whether it was recorded, and records the same press once', async () => {
  const request = { ...asked(), confirmations: [] };
  const { store } = currentLedger();
  const insert = store.insert.bind(store);
  vi.spyOn(store, 'insert').mockImplementationOnce(async (row) => {
    await insert(row);
    throw new StoreAnswerLost();
  });
  expect(await recordChange(request)).toEqual({ ok: false, error: { code: 'perhaps-recorded' } });
  expect(await recordChange(request)).toMatchObject({ ok: true });
  expect(await unfinishedChanges(anna)).toHaveLength(1);
});

test('says of a press that a newer release has recorded already what it is', async () => {
  const insert = vi.spyOn(currentLedger().store, 'insert');
  insert.mockRejectedValueOnce(new OfNewerRelease());
  const recorded = await recordChange({ ...asked(), confirmations: [] });
  expect(recorded).toEqual({ ok: false, error: { code: 'newer-release' } });
});

test('refuses what is done to a change that it cannot record, and leaves it as it is', async () => {
  azure.state = { ...azure.state, provisioningState: 'Updating' };
  const id = await record();
  const save = vi.spyOn(currentLedger().store, 'save');
  save.mockRejectedValueOnce(new StoreTakesNothing());
  expect(await cancelChange(anna, id)).toEqual({ ok: false, error: { code: 'not-recorded' } });
  expect(await view(id)).toMatchObject({ state: 'waiting' });
  expect(await cancelChange(anna, id)).toMatchObject({ ok: true, value: { state: 'cancelled' } });
});

test('does not open a cluster where that is switched off, by whatever way', async () => {
  await start({ allowOpen: false });
  const failure = { code: 'switched-off', setting: 'ALLOW_OPEN' };
  for (const intent of [{ do: 'open' }, { do: 'add', range: '0.0.0.0/1' }] as const) {
    const opens = { ...asked(), intents: [intent], confirmations: [] };
    expect(await recordChange(opens)).toEqual({ ok: false, error: failure });
  }
  const last = await record({
    intents: [{ do: 'remove', entry: '73.140.245.0/24' }],
    confirmations: ['crossing:restricted>open'],
  });
  expect(await view(last)).toMatchObject({ state: 'refused', failure });
  expect(azure.puts).toEqual([]);
});

test('cancels what waits, and says when it is too late', async () => {
  azure.state = { ...azure.state, provisioningState: 'Updating' };
  const id = await record();
  expect(await cancelChange(ben, id)).toEqual({ ok: false, error: 'not-found' });
  expect(await cancelChange(anna, id)).toMatchObject({ ok: true, value: { state: 'cancelled' } });
  expect(await cancelChange(anna, id)).toEqual({ ok: false, error: 'too-late' });

  azure.finish();
  const sent = await record();
  expect(await view(sent)).toMatchObject({ state: 'applying' });
  expect(await cancelChange(anna, sent)).toEqual({ ok: false, error: 'too-late' });
});

test('cancels all of one grant that can be cancelled', async () => {
  const sent = await record();
  const waits = await record({ intents: [{ do: 'add', range: '194.168.1.0/24' }] });
  const other = await record({ grantId: ben });
  await cancelAll(anna);
  expect(await view(waits)).toMatchObject({ state: 'cancelled' });
  expect(await grantsWithUnfinished()).toEqual([anna, ben]);
  await clock.advance(60_000);
  expect(await view(sent)).toMatchObject({ state: 'done' });
  expect(await view(other, ben)).toMatchObject({ state: 'done' });
});

test('goes on when everything that was asked is confirmed, and not before', async () => {
  azure.edit([]);
  const id = await record();
  expect(await view(id)).toMatchObject({ confirmKeys: ['crossing:open>restricted'] });
  expect(await confirmChange(anna, id, ['something else'])).toEqual({
    ok: false,
    error: 'look-again',
  });
  expect(await confirmChange(ben, id, ['crossing:open>restricted'])).toMatchObject({ ok: false });
  expect(await confirmChange(anna, id, ['crossing:open>restricted'])).toMatchObject({ ok: true });
  await clock.advance(10_000);
  expect(await currentLedger().store.find(id)).toMatchObject({
    state: 'done',
    confirmations: ['crossing:open>restricted'],
  });
});

test('asks who agrees from elsewhere before it takes their way in from there', async () => {
  azure.edit(['73.140.245.0/24', '193.168.1.0/24']);
  azure.egressNews = { addresses: ['193.168.1.7/32'], unknown: [] };
  const intents = [{ do: 'remove' as const, entry: '193.168.1.0/24' }];
  const id = await record({ intents, ownAddress: '73.140.245.1' });
  const egress = 'egress-lost:193.168.1.7/32';
  expect(await view(id)).toMatchObject({ confirmKeys: [egress] });
  await confirmChange(anna, id, [egress], '193.168.1.9');
  await clock.advance(10_000);
  expect(await view(id)).toMatchObject({ confirmKeys: ['own-address-lost:193.168.1.9'] });
  expect(azure.state.entries).toContain('193.168.1.0/24');
});

test('records what is asked for, whatever else the same key was given for', async () => {
  const first = await record({ idempotencyKey: 'twice' });
  const swap = {
    idempotencyKey: 'twice',
    intents: [{ do: 'remove', entry: '1.2.3.4/32' }],
  } as const;
  const other = await record({ ...swap, intents: [...swap.intents] });
  expect(other).not.toBe(first);
  expect(await record({ ...swap, intents: [...swap.intents] })).toBe(other);
});

test('takes what is pressed on a page that was kept as wanted anew', async () => {
  azure.nextPuts.push({ kind: 'refused', failure: { code: 'locked', scopes: ['/'] } });
  const refused = await record({ idempotencyKey: 'kept' });
  await clock.advance(10_000);
  const done = await record({ idempotencyKey: 'kept' });
  expect(done).not.toBe(refused);
  await clock.advance(10_000);
  expect(await record({ idempotencyKey: 'kept' })).toBe(done);
  azure.edit(['73.140.245.0/24']);
  await clock.advance(60_000);
  await record({ idempotencyKey: 'kept' });
  await clock.advance(10_000);
  expect(azure.state.entries).toEqual(['73.140.245.0/24', '81.2.69.142/32']);
});

test('tells those who look at a change what happens, until they leave', async () => {
  const id = await record();
  const heard: Heard[] = [];
  const leave = subscribe(id, (what) => heard.push(what));
  await clock.advance(10_000);
  const states = heard.map((what) => (what === 'gap' ? what : what.state));
  expect(states).toEqual(['applying', 'applying', 'done']);
  leave();
  await record({ idempotencyKey: 'another' });
  expect(heard).toHaveLength(3);
});
