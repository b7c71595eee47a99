import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopLedger } from './current.ts';
import { resumeAfterSignIn } from './ledger.ts';
import { addAgain, lostEntriesOf } from './mine.ts';
import type { FakeAzure } from './test-azure.ts';
import type { HandClock } from './test-clock.ts';
import { anna } from './test-kit.ts';
import { freshLedger } from './test-ledger.ts';
import { forAnHour, hour, lend, minute, own, standing } from './test-lending.ts';

// What was let in for a while, lost, and added again.

let clock: HandClock;
let azure: FakeAzure;

beforeEach(async () => {
  ({ clock, azure } = await freshLedger());
});
afterEach(() => stopLedger());

/** Another tool replaces the list, and Anna adds again what she has lost. */
async function loseAndAddAgain(): Promise<void> {
  azure.edit([standing]);
  await addAgain(anna, await lostEntriesOf(anna, azure.state, clock.now()), 'pressed');
  await clock.advance(minute);
  expect(azure.state.entries).toContain(own);
}

test('stays for a while only where its time is over and its cluster was stopped', async () => {
  await lend(clock);
  azure.state = { ...azure.state, powerState: 'Stopped' };
  await clock.advance(2 * hour);
  azure.state = { ...azure.state, powerState: 'Running' };
  await loseAndAddAgain();
  await clock.advance(hour);
  expect(azure.state.entries).toEqual([standing]);
});

test('stays for a while only where its end waits for a sign-in', async () => {
  await lend(clock);
  azure.nextReads.push({ code: 'sign-in-needed' });
  await clock.advance(2 * hour);
  await loseAndAddAgain();
  await clock.advance(hour);
  await resumeAfterSignIn(anna, { tenantId: 'tenant-1', claims: undefined });
  await clock.advance(minute);
  expect(azure.state.entries).toEqual([standing]);
});

test('stays for a while only where what was to stay is added again beside it', async () => {
  const lasting = '194.168.1.0/24';
  await lend(clock);
  await lend(clock, {
    ...forAnHour,
    keepForSeconds: 7200,
    intents: [{ do: 'add', range: '8.8.4.4/32' }],
  });
  await lend(clock, { intents: [{ do: 'add', range: lasting }] });
  await loseAndAddAgain();
  expect(azure.state.entries).toHaveLength(4);
  await clock.advance(hour);
  expect(azure.state.entries).toEqual([standing, lasting, '8.8.4.4/32']);
  await clock.advance(hour);
  expect(azure.state.entries).toEqual([standing, lasting]);
});
