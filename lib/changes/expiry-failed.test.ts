import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopLedger } from './current.ts';
import { lostEntriesOf } from './mine.ts';
import { toChange } from './shown/change.ts';
import { changeSentence } from './shown/words.ts';
import type { FakeAzure } from './test-azure.ts';
import type { HandClock } from './test-clock.ts';
import { anna } from './test-kit.ts';
import { freshLedger } from './test-ledger.ts';
import { byBen, expiry, forAnHour, hour, lend, minute, own, standing } from './test-lending.ts';

// What is to be taken out at its time, where Azure accepts that and then fails.

let clock: HandClock;
let azure: FakeAzure;

beforeEach(async () => {
  ({ clock, azure } = await freshLedger());
  await lend(clock, forAnHour);
  azure.nextPolls.push({ status: 'Failed' });
});
afterEach(() => stopLedger());

/** Azure accepts the end and fails; then this stands in the list. */
async function fail(left: readonly string[]): Promise<void> {
  azure.nextReads.push(
    () => {},
    () => {
      azure.edit(left);
      azure.finish('Failed');
    },
  );
  await clock.advance(hour);
}

test('is tried again where it stands still', async () => {
  await fail([standing, own]);
  expect(await expiry()).toMatchObject({
    state: 'held',
    failure: { code: 'operation-failed' },
    operationEnded: undefined,
  });
  expect(changeSentence(toChange(await expiry()))).toMatch(
    /^It was let in until 15:30 UTC, and could not be taken out yet\. Next try at/,
  );
  azure.finish();
  await clock.advance(16 * minute);
  expect(azure.state.entries).toEqual([standing]);
  expect(await expiry()).toMatchObject({ state: 'done', failure: undefined });
});

test('asks before it changes a cluster that has failed, and goes on once that is well', async () => {
  await fail([standing, own]);
  await clock.advance(16 * minute);
  expect(await expiry()).toMatchObject({
    state: 'needs-confirmation',
    asked: { keys: ['failed-cluster'] },
  });
  azure.finish();
  await clock.advance(16 * minute);
  expect(azure.state.entries).toEqual([standing]);
  expect(await expiry()).toMatchObject({ state: 'done' });
});

test('is looked at again where the list lacks it, until the cluster is well', async () => {
  await fail([standing]);
  const { length } = azure.puts;
  expect(await lostEntriesOf(anna, azure.state, clock.now())).toEqual([]);
  await clock.advance(16 * minute);
  expect(await expiry()).toMatchObject({ state: 'held', failure: { code: 'operation-failed' } });
  azure.finish();
  await clock.advance(16 * minute);
  expect(await expiry()).toMatchObject({ state: 'done' });
  expect(azure.puts).toHaveLength(length);
});

test('ends as failed after a week', async () => {
  await fail([standing]);
  await clock.jump(7 * 24 * hour);
  await clock.advance(16 * minute);
  expect(await expiry()).toMatchObject({ state: 'outcome-unknown', clusterFailed: true });
});

test('stays where somebody has asked for it meanwhile', async () => {
  await fail([standing, own]);
  await lend(clock, byBen);
  await clock.advance(16 * minute);
  expect(azure.state.entries).toEqual([standing, own]);
  expect(await expiry()).toMatchObject({ state: 'cancelled', spared: 'wanted' });
});
