import { afterEach, beforeEach, expect, test } from 'vitest';
import { undoChange } from './again.ts';
import { currentLedger, stopLedger } from './current.ts';
import { changeFor } from './ledger.ts';
import { addAgain, lostEntriesOf, swapFor } from './mine.ts';
import type { Asked } from './row.ts';
import type { FakeAzure } from './test-azure.ts';
import { type HandClock, settle } from './test-clock.ts';
import { anna, ben } from './test-kit.ts';
import { freshLedger, record } from './test-ledger.ts';

const standing = '73.140.245.0/24';
const mine = '81.2.69.142/32';
let clock: HandClock;
let azure: FakeAzure;

beforeEach(async () => {
  ({ clock, azure } = await freshLedger());
});
afterEach(() => stopLedger());

async function carryOut(about: Partial<Asked> = {}): Promise<string> {
  const id = await record(about);
  await clock.advance(60_000);
  return id;
}

const lost = (grantId = anna, readAt = clock.now()) => lostEntriesOf(grantId, azure.state, readAt);
const texts = async () => (await lost()).map(({ entry }) => entry);

test('tells its author, and nobody else, when another tool has replaced the list', async () => {
  const id = await carryOut();
  expect(await lost()).toEqual([]);
  azure.edit([standing]);
  expect(await lost()).toMatchObject([{ entry: mine, changeId: id }]);
  expect(await lost(ben)).toEqual([]);
});

test('does not judge what was done after the cluster had been read', async () => {
  const readAt = clock.now();
  await carryOut();
  azure.edit([standing]);
  expect(await lost(anna, readAt)).toEqual([]);
});

test('tells nothing when the author has undone it', async () => {
  await undoChange(anna, await carryOut());
  await clock.advance(60_000);
  expect(azure.state.entries).toEqual([standing]);
  expect(await lost()).toEqual([]);
});

test('tells nothing of a cluster that was made anew under the same name', async () => {
  await carryOut();
  azure.edit([standing]);
  azure.state = { ...azure.state, resourceUid: 'uid-2' };
  expect(await lost()).toEqual([]);
});

for (const access of ['private', 'unknown'] as const) {
  test(`tells nothing of a cluster whose access is ${access}`, async () => {
    await carryOut();
    azure.edit([standing]);
    azure.state = { ...azure.state, access };
    expect(await lost()).toEqual([]);
  });
}

test('adds what was lost again, once per key, and nothing that stands there', async () => {
  const id = await carryOut({
    intents: [
      { do: 'add', range: mine },
      { do: 'add', range: '194.168.1.0/24' },
    ],
  });
  azure.edit(['193.168.1.0/24', '194.168.1.0/24']);
  const shown = await lost();
  const again = await addAgain(anna, shown, 'pressed');
  expect(await addAgain(anna, shown, 'pressed')).toEqual(again);
  await settle();
  expect(await texts()).toEqual([]);
  await clock.advance(60_000);
  expect(azure.state.entries).toEqual(['193.168.1.0/24', '194.168.1.0/24', mine]);
  expect(again).toMatchObject({ ok: true });
  expect(again.ok && (await changeFor({ grantId: anna }, again.value))?.intents).toEqual([
    { do: 'add', range: mine },
  ]);
  expect(again.ok && again.value).not.toBe(id);
});

test('adds again what a change to merge had added, from where its author is now', async () => {
  azure.edit(['73.140.245.0/25', '73.140.245.128/25']);
  await carryOut({
    intents: [
      { do: 'remove', entry: '73.140.245.0/25' },
      { do: 'remove', entry: '73.140.245.128/25' },
      { do: 'add', range: standing },
    ],
    sameAddresses: true,
    ownAddress: '8.8.4.4',
    addressSource: 'detected',
  });
  azure.edit(['193.168.1.0/24']);
  const again = await addAgain(anna, await lost(), 'pressed', '9.9.9.9');
  await clock.advance(60_000);
  expect(azure.state.entries).toEqual(['193.168.1.0/24', standing]);
  const added = again.ok ? await currentLedger().store.find(again.value) : undefined;
  expect(added?.ownAddress).toBe('9.9.9.9');
  expect(added?.addressSource).toBeUndefined();
});

test('tells it again when what was added again is lost, too', async () => {
  await carryOut();
  azure.edit([standing]);
  await addAgain(anna, await lost(), 'first');
  await clock.advance(60_000);
  expect(await texts()).toEqual([]);
  azure.edit([standing]);
  expect(await texts()).toEqual([mine]);
});

test('adds nothing again for somebody else, nor what no change of theirs had added', async () => {
  const changeId = await carryOut();
  azure.edit([standing]);
  const refused = { ok: false, error: 'not-found' };
  expect(await addAgain(ben, [{ changeId, entry: mine }], 'key')).toEqual(refused);
  expect(await addAgain(anna, [{ changeId, entry: '194.168.1.0/24' }], 'key')).toEqual(refused);
  expect(await addAgain(anna, [{ changeId: 'none', entry: mine }], 'key')).toEqual(refused);
});

const from = (range: string, grantId = anna) =>
  carryOut({ grantId, intents: [{ do: 'add', range }], addressSource: 'detected' });
const offered = (grantId = anna) => swapFor(grantId, azure.state, mine);

test('offers to swap an address for the author’s earlier one, until it is gone', async () => {
  expect(await offered()).toBeUndefined();
  await from('81.2.69.9/32');
  expect(await offered()).toBe('81.2.69.9/32');
  expect(await offered(ben)).toBeUndefined();
  azure.edit([standing]);
  expect(await offered()).toBeUndefined();
});

test('offers no address that a colleague comes from as well', async () => {
  await from('81.2.69.9/32');
  await from('81.2.69.9/32', ben);
  expect(await offered()).toBeUndefined();
});
