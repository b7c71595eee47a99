import { afterEach, beforeEach, expect, test } from 'vitest';
import { clusterKey } from '#lib/clusters/resource-id';
import { currentLedger, stopLedger } from './current.ts';
import { historyLines } from './history-file.ts';
import {
  type ChangeRequest,
  cancelAll,
  cancelChange,
  expiriesOn,
  putOffChange,
  resumeAfterSignIn,
} from './ledger.ts';
import { addAgain } from './mine.ts';
import { parkedEndsOn } from './parked-ends.ts';
import { newRow } from './row.ts';
import { toChange } from './shown/change.ts';
import { changeView } from './shown/change-view.ts';
import { changeSentence } from './shown/words.ts';
import type { FakeAzure } from './test-azure.ts';
import type { HandClock } from './test-clock.ts';
import { anna, asked, ben, clusterId } from './test-kit.ts';
import { freshLedger, record } from './test-ledger.ts';
import { byBen, expiry, forAnHour, hour, lend, minute, own, standing } from './test-lending.ts';

// What may come between somebody who is let in for a while and their end.

const signIn = { tenantId: 'tenant-1', claims: undefined };

let clock: HandClock;
let azure: FakeAzure;

beforeEach(async () => {
  ({ clock, azure } = await freshLedger());
});
afterEach(() => stopLedger());

const letIn = (about?: Partial<ChangeRequest>) => lend(clock, about);

async function sentence(): Promise<string> {
  return changeSentence(toChange(await expiry(0)));
}

test('takes it out of a cluster that was stopped at its time, once that runs again', async () => {
  await letIn();
  azure.state = { ...azure.state, powerState: 'Stopped' };
  await clock.advance(hour);
  expect(await expiry(0)).toMatchObject({ state: 'held', failure: { code: 'stopped' } });
  expect(await sentence()).toMatch(
    /^It was let in until 15:30 UTC, and could not be taken out yet\. Next try at 15:45/,
  );
  const line = historyLines([toChange(await expiry(0))], () => 'Shop');
  expect(line).toMatch(/Scheduled.*The cluster is stopped: should have begun at .*15:45/);
  await clock.advance(9 * hour);
  azure.state = { ...azure.state, powerState: 'Running' };
  await clock.advance(16 * minute);
  expect(azure.state.entries).toEqual([standing]);
  expect(await expiry(0)).toMatchObject({ state: 'done', failure: undefined });
});

test('takes it out when its author may do so again, and gives up after a week', async () => {
  const failure = { code: 'not-authorized', action: 'write', scope: '/' } as const;
  const refusals = (count: number) =>
    Array.from({ length: count }, () => ({ kind: 'refused', failure }) as const);
  await letIn();
  azure.nextPuts.push(...refusals(3));
  await clock.advance(hour + 46 * minute);
  expect(azure.state.entries).toEqual([standing]);

  await letIn();
  azure.nextPuts.push(...refusals(5000));
  for (let day = 0; day < 7; day++) await clock.advance(24 * hour);
  expect(await expiry(1)).toMatchObject({ state: 'held', failure });
  await clock.advance(2 * hour);
  expect(await expiry(1)).toMatchObject({ state: 'refused', failure });
});

test('leaves what somebody has asked for while its author had to sign in', async () => {
  await letIn();
  azure.nextReads.push({ code: 'sign-in-needed' });
  await clock.advance(hour);
  const parked = await expiry(0);
  expect(parked).toMatchObject({ state: 'needs-sign-in' });
  expect(changeView(toChange(parked), { grantId: anna }).acts).toMatchObject([
    { label: 'Keep it' },
  ]);
  await letIn(byBen);
  await resumeAfterSignIn(anna, signIn);
  await clock.advance(minute);
  expect(azure.state.entries).toEqual([standing, own]);
  expect(await expiry(0)).toMatchObject({ state: 'cancelled', spared: 'wanted' });
});

test('tells what has not ended at its time because it waits for its author', async () => {
  await letIn();
  expect(await parkedEndsOn(clusterKey(clusterId))).toEqual([]);
  azure.nextReads.push({ code: 'sign-in-needed' });
  await clock.advance(hour);
  expect(await parkedEndsOn(clusterKey(clusterId))).toMatchObject([
    { entry: own, changeId: (await expiry(0)).id, waitsFor: 'Sign-in needed' },
  ]);
  await resumeAfterSignIn(anna, signIn);
  await clock.advance(minute);
  expect(await parkedEndsOn(clusterKey(clusterId))).toEqual([]);
});

test('leaves what somebody asks for while Azure gives no answer', async () => {
  await letIn();
  azure.nextReads.push(...Array.from({ length: 9 }, () => ({ code: 'unreachable' }) as const));
  await clock.advance(hour);
  expect(await expiry(0)).toMatchObject({ state: 'waiting' });
  await record(byBen);
  await clock.advance(10 * minute);
  expect(await expiry(0)).toMatchObject({ state: 'cancelled', spared: 'wanted' });
  expect(azure.puts).toHaveLength(1);
});

test('waits while it is open whether somebody wants it, and takes it out where they do not', async () => {
  await letIn();
  const batch = { id: 'batch-1', place: 0 };
  const wish = newRow('wish', asked(byBen), [], clock.now());
  await currentLedger().store.insert({ ...wish, state: 'held', batch });
  await clock.advance(3 * hour);
  expect(azure.state.entries).toContain(own);
  expect(await sentence()).toContain('another change that is not carried out yet may want it');
  await cancelChange(ben, wish.id);
  await clock.advance(2 * minute);
  expect(azure.state.entries).toEqual([standing]);
});

test('says at once that it stays, or for how long, when somebody has asked for it', async () => {
  await letIn();
  const { startsAt = 0 } = await expiry(0);
  await letIn({ ...byBen, keepForSeconds: 7200 });
  expect((await expiry(0)).startsAt).toBeGreaterThan(startsAt + hour);
  await letIn(byBen);
  expect(await expiry(0)).toMatchObject({ state: 'cancelled', spared: 'wanted' });
});

test('is not cancelled at a sign-out because it has to wait when its time has come', async () => {
  await letIn();
  azure.nextReads.push({ code: 'sign-in-needed' });
  await clock.advance(hour);
  await cancelAll(anna);
  expect(await expiry(0)).toMatchObject({ state: 'needs-sign-in' });
  await resumeAfterSignIn(anna, signIn);
  await clock.advance(minute);
  expect(azure.state.entries).toEqual([standing]);
});

test('touches no cluster but the one that it was let in to', async () => {
  await letIn({ ...forAnHour, basedOn: { access: 'restricted' } });
  azure.state = { ...azure.state, resourceUid: 'uid-2' };
  await clock.advance(hour);
  expect(await expiry(0)).toMatchObject({ state: 'refused', failure: { code: 'recreated' } });
  expect(azure.state.entries).toContain(own);
});

test('leaves what somebody puts back that was found taken out', async () => {
  azure.pollsPerOperation = 3;
  await record(forAnHour);
  azure.edit([standing]);
  await clock.advance(minute);
  expect(await expiry(0)).toMatchObject({ state: 'cancelled', spared: 'taken-out' });
});

test('ends nothing of what the same form was sent for before, to stay', async () => {
  const idempotencyKey = 'one form';
  await letIn({ idempotencyKey });
  await letIn({ ...forAnHour, idempotencyKey });
  await clock.advance(2 * hour);
  expect(azure.state.entries).toEqual([standing, own]);
});

test('records once what is pressed twice and was so already', async () => {
  azure.edit([standing, own]);
  const request = { ...forAnHour, idempotencyKey: 'one form' };
  expect(await letIn(request)).toBe(await letIn(request));
});

test('says of nothing that it was let in until it has been', async () => {
  azure.finish('Upgrading');
  await letIn();
  expect(await sentence()).toBe(
    'Once it is let in, it stays until 15:30 UTC, and is taken out then by itself.',
  );
  expect(await expiriesOn(clusterKey(clusterId))).toEqual([]);
  azure.finish();
  await clock.advance(minute);
  expect(await sentence()).toMatch(/^It was let in until/);
  expect(await expiriesOn(clusterKey(clusterId))).toMatchObject([{ entry: own }]);
});

test('comes back for what is left of its time as it is by now, or to stay where it was kept', async () => {
  const changeId = await letIn();
  await putOffChange(anna, (await expiry(0)).id);
  azure.edit([standing]);
  await addAgain(anna, [{ changeId, entry: own }], 'again 1');
  await clock.advance(2 * hour);
  expect(azure.state.entries).toContain(own);
  await clock.advance(7 * hour + minute);
  expect(azure.state.entries).toEqual([standing]);

  const kept = await letIn();
  await cancelChange(anna, (await expiry(2)).id);
  azure.edit([standing]);
  await addAgain(anna, [{ changeId: kept, entry: own }], 'again 2');
  await clock.advance(2 * hour);
  expect(azure.state.entries).toContain(own);
});

test('leaves what another who was let in for a while has kept', async () => {
  await letIn({ ...forAnHour, keepForSeconds: 7200 });
  azure.edit([standing]);
  await letIn({ ...byBen, ...forAnHour });
  await cancelChange(ben, (await expiry(1)).id);
  await clock.advance(3 * hour);
  expect(azure.state.entries).toContain(own);
});

test('asks before it tidies away what is covered for a while only', async () => {
  await letIn({ intents: [{ do: 'add', range: '73.140.0.0/16' }], keepForSeconds: 3600 });
  azure.nextReads.push({ code: 'sign-in-needed' });
  await clock.advance(hour);
  expect(await expiry(0)).toMatchObject({ state: 'needs-sign-in' });
  expect(await expiriesOn(clusterKey(clusterId))).toMatchObject([{ entry: '73.140.0.0/16' }]);
  const covered: Partial<ChangeRequest> = { intents: [{ do: 'remove', entry: standing }] };
  const id = await letIn({ ...covered, sameAddresses: true });
  expect(await currentLedger().store.find(id)).toMatchObject({
    state: 'needs-confirmation',
    asked: { findings: [{ code: 'other-addresses', shutsOut: 256 }] },
  });
});

test('says of nothing that it ends but of what is added', async () => {
  const id = await letIn({ intents: [{ do: 'cluster-only' }], keepForSeconds: 3600 });
  expect((await currentLedger().store.find(id))?.keepForSeconds).toBeUndefined();
});

test('is put off from now on where its time is over', async () => {
  await letIn();
  azure.state = { ...azure.state, powerState: 'Stopped' };
  await clock.advance(10 * hour);
  azure.state = { ...azure.state, powerState: 'Running' };
  await putOffChange(anna, (await expiry(0)).id);
  await clock.advance(8 * hour - minute);
  expect(azure.state.entries).toContain(own);
  await clock.advance(2 * minute);
  expect(azure.state.entries).toEqual([standing]);
});
