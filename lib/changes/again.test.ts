import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyAgain, undoChange } from './again.ts';
import { stopLedger } from './current.ts';
import { cancelAll, changeFor, confirmChange } from './ledger.ts';
import type { FakeAzure } from './test-azure.ts';
import { type HandClock, settle } from './test-clock.ts';
import { anna, ben } from './test-kit.ts';
import { freshLedger, record } from './test-ledger.ts';

let clock: HandClock;
let azure: FakeAzure;

beforeEach(async () => {
  ({ clock, azure } = await freshLedger());
});
afterEach(() => stopLedger());

const view = (id: string) => changeFor({ grantId: anna }, id);

test('takes back what a change did, and nothing else, once', async () => {
  const id = await record();
  await clock.advance(10_000);
  azure.edit([...azure.state.entries, '193.168.1.0/24']);
  const undo = await undoChange(anna, id);
  await clock.advance(10_000);
  expect(azure.state.entries).toEqual(['73.140.245.0/24', '193.168.1.0/24']);
  expect(await undoChange(anna, id)).toEqual(undo);
  expect(await undoChange(ben, id)).toEqual({ ok: false, error: 'not-found' });
});

test('takes a change back once more after somebody has done it again', async () => {
  const id = await record();
  await clock.advance(10_000);
  const first = await undoChange(anna, id);
  await clock.advance(10_000);
  await undoChange(anna, first.ok ? first.value : '');
  await clock.advance(10_000);
  expect(azure.state.entries).toEqual(['73.140.245.0/24', '81.2.69.142/32']);
  expect(await undoChange(anna, id)).not.toEqual(first);
  await clock.advance(10_000);
  expect(azure.state.entries).toEqual(['73.140.245.0/24']);
});

test('asks before it takes back what a colleague has asked for since', async () => {
  const id = await record();
  await clock.advance(10_000);
  await record({ grantId: ben, author: { name: 'Ben', username: 'ben@contoso.example' } });
  await clock.advance(10_000);
  const undo = await undoChange(anna, id);
  await clock.advance(10_000);
  const asked = await view(undo.ok ? undo.value : '');
  expect(asked).toMatchObject({
    state: 'needs-confirmation',
    findings: [{ code: 'asked-by-others', names: ['Ben'], entries: ['81.2.69.142/32'] }],
  });
  expect(azure.state.entries).toContain('81.2.69.142/32');
  await confirmChange(anna, asked?.id ?? '', asked?.confirmKeys ?? []);
  await clock.advance(10_000);
  expect(azure.state.entries).toEqual(['73.140.245.0/24']);
});

test('takes nothing back in a cluster that was made anew, and gives no reason of its own', async () => {
  const id = await record({ reason: 'INC-4711' });
  await clock.advance(10_000);
  azure.state = { ...azure.state, resourceUid: 'uid-2' };
  const undo = await undoChange(anna, id);
  await clock.advance(10_000);
  const undone = await view(undo.ok ? undo.value : '');
  expect(undone).toMatchObject({ state: 'refused', failure: { code: 'recreated' } });
  expect(undone?.reason).toBeUndefined();
  expect(azure.state.entries).toContain('81.2.69.142/32');
});

test('takes a change back after all, when taking it back was cancelled', async () => {
  const id = await record();
  await clock.advance(10_000);
  azure.finish('Upgrading');
  const first = await undoChange(anna, id);
  await settle();
  await cancelAll(anna);
  azure.finish();
  const second = await undoChange(anna, id);
  expect(second).not.toEqual(first);
  await clock.advance(10_000);
  expect(azure.state.entries).toEqual(['73.140.245.0/24']);
});

test('applies a change again that did not come to its end', async () => {
  azure.nextPolls.push({ status: 'Canceled' });
  const id = await record();
  expect(await applyAgain(anna, id)).toEqual({ ok: false, error: 'too-late' });
  await clock.advance(10_000);
  azure.edit(['193.168.1.0/24']);
  azure.finish();
  const again = await applyAgain(anna, id);
  await clock.advance(10_000);
  expect(again).toMatchObject({ ok: true });
  expect(azure.state.entries).toEqual(['193.168.1.0/24', '81.2.69.142/32']);
});
