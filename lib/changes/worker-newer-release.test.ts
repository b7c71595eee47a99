import { expect, test } from 'vitest';
import { toChange } from '#lib/changes/shown/change';
import { changeSentence } from '#lib/changes/shown/words';
import type { LedgerStore } from './ports.ts';
import type { ChangeRow } from './row.ts';
import { fakeAzure } from './test-azure.ts';
import { handClock } from './test-clock.ts';
import { row, works } from './test-kit.ts';
import { memoryLedger } from './test-memory-ledger.ts';
import { startWorker } from './worker.ts';

/** A worker over a cluster that has, besides what it can read, a change of a newer release. */
async function behindAnother(about: Partial<ChangeRow> = {}) {
  const clock = handClock();
  const azure = fakeAzure(clock);
  const store = memoryLedger(clock.now);
  const other = { isThere: true };
  const queue: LedgerStore['queue'] = async (key) => ({
    ...(await store.queue(key)),
    unread: Number(other.isThere),
  });
  const now = clock.now();
  const times = { createdAt: now, wantedSince: now, stateSince: now };
  await store.insert(row({ ...times, ...about }));
  startWorker(works(azure, clock, { store: { ...store, queue } }));
  const look = async () => {
    const found = await store.find('change-1');
    if (!found) throw new Error('no change');
    return found;
  };
  return { azure, clock, other, look };
}

test('sends nothing beside a change that it cannot read, says why, and goes on once that has ended', async () => {
  const { azure, clock, other, look } = await behindAnother();
  await clock.advance(60_000);
  expect(changeSentence(toChange(await look()))).toContain('A change that a newer release');
  expect(azure.puts).toEqual([]);
  other.isThere = false;
  await clock.advance(60_000);
  expect(await look()).toMatchObject({ state: 'done' });
  expect(azure.puts).toHaveLength(1);
});

test('asks whether it is still wanted where that lasted too long', async () => {
  const { azure, clock, look } = await behindAnother();
  await clock.advance(31 * 60_000);
  expect(await look()).toMatchObject({
    state: 'needs-confirmation',
    asked: { because: 'deadline' },
  });
  expect(azure.puts).toEqual([]);
});

test('follows to its end what it had sent itself', async () => {
  const sent = { state: 'applying', next: 'follow' } as const;
  const operationEnded = { ended: 'Failed' } as const;
  const { clock, look } = await behindAnother({ ...sent, operationEnded, acceptedAt: 0 });
  await clock.advance(60_000);
  expect(await look()).toMatchObject({ state: 'failed' });
});
