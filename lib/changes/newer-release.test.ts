import { afterEach, expect, test, vi } from 'vitest';
import { undoChange } from './again.ts';
import { currentLedger, stopLedger } from './current.ts';
import { changeFor } from './ledger.ts';
import { lostEntriesOf, swapFor } from './mine.ts';
import { anna } from './test-kit.ts';
import { freshLedger, record } from './test-ledger.ts';

// What others did on a cluster may be told by changes that only a newer release can read.

afterEach(() => stopLedger());

/** An address of Anna's is in, and since then somebody may have asked for anything. */
async function beforeUnread() {
  const { clock, azure } = await freshLedger();
  const id = await record({ addressSource: 'detected' });
  await clock.advance(60_000);
  const unread = () => vi.spyOn(currentLedger().store, 'movedSince').mockResolvedValue(oneUnread);
  return { id, clock, azure, unread };
}

const oneUnread = { rows: [], unread: 1 };

test('calls no entry lost that such a change may have taken out', async () => {
  const { clock, azure, unread } = await beforeUnread();
  azure.edit(['73.140.245.0/24']);
  expect(await lostEntriesOf(anna, azure.state, clock.now())).toHaveLength(1);
  unread();
  expect(await lostEntriesOf(anna, azure.state, clock.now())).toEqual([]);
});

test('offers no swap of an address that such a change may have asked for', async () => {
  const { azure, unread } = await beforeUnread();
  expect(await swapFor(anna, azure.state, '81.2.69.9/32')).toBe('81.2.69.142/32');
  unread();
  expect(await swapFor(anna, azure.state, '81.2.69.9/32')).toBeUndefined();
});

test('asks before it takes back what such a change may have asked for', async () => {
  const { id, unread } = await beforeUnread();
  unread();
  const undo = await undoChange(anna, id);
  expect(await changeFor({ grantId: anna }, undo.ok ? undo.value : '')).toMatchObject({
    state: 'needs-confirmation',
    findings: [{ code: 'asked-by-others', entries: ['81.2.69.142/32'] }],
  });
});
