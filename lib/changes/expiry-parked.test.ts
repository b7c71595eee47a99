import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '#lib/failure';
import { err } from '#lib/result';
import { applyAgain, undoChange } from './again.ts';
import { currentLedger, stopLedger } from './current.ts';
import { cancelChange, confirmChange, putOffChange, resumeAfterSignIn } from './ledger.ts';
import { toChange } from './shown/change.ts';
import { changeSentence } from './shown/words.ts';
import type { FakeAzure } from './test-azure.ts';
import type { HandClock } from './test-clock.ts';
import { anna, ben } from './test-kit.ts';
import { freshLedger } from './test-ledger.ts';
import { byBen, expiry, forAnHour, hour, lend, minute, own, standing } from './test-lending.ts';

// What is let in for a while, where its author has to be asked on the way, or must not be.

let clock: HandClock;
let azure: FakeAzure;

beforeEach(async () => {
  ({ clock, azure } = await freshLedger());
});
afterEach(() => stopLedger());

const signIn = (who = anna) => resumeAfterSignIn(who, { tenantId: 'tenant-1', claims: undefined });
const find = (id: string) => currentLedger().store.find(id);

describe('what a colleague has found let in while its author had to sign in to learn that it was', () => {
  /** Azure has what Anna sent, and Ben has asked for it too, before she hears of it. */
  async function letInUnheard(about = {}): Promise<string> {
    azure.nextPuts.push({ land: { kind: 'lost', failure: { code: 'unreachable' } } });
    azure.nextReads.push(() => {}, { code: 'sign-in-needed' });
    const id = await lend(clock, about);
    expect(await find(id)).toMatchObject({ state: 'needs-sign-in', next: 'settle' });
    azure.finish();
    const his = await lend(clock, byBen);
    expect(await find(his)).toMatchObject({ state: 'done', alreadySo: true });
    await clock.advance(minute);
    return id;
  }

  test('stays, as that colleague has asked', async () => {
    const id = await letInUnheard(forAnHour);
    await signIn();
    await clock.advance(minute);
    expect(await find(id)).toMatchObject({ state: 'done' });
    expect(await expiry()).toMatchObject({ state: 'cancelled', spared: 'wanted' });
  });

  test('stays where its author gives it up instead', async () => {
    const id = await letInUnheard(forAnHour);
    await cancelChange(anna, id);
    await clock.advance(2 * hour);
    expect(await find(id)).toMatchObject({ state: 'outcome-unknown' });
    expect(azure.state.entries).toContain(own);
  });

  test('is not undone without a question', async () => {
    const id = await letInUnheard();
    await signIn();
    await clock.advance(minute);
    const undo = await undoChange(anna, id);
    expect(undo.ok && (await find(undo.value))).toMatchObject({ state: 'needs-confirmation' });
  });
});

test('asks its author about the nodes alone, wherever they answer from', async () => {
  await lend(clock);
  azure.egressNews = { addresses: ['81.2.69.142'], unknown: [] };
  await clock.advance(hour);
  const { id, asked } = await expiry();
  expect(asked?.findings).toMatchObject([{ code: 'egress-lost' }]);
  await confirmChange(anna, id, asked?.keys ?? [], '81.2.69.142');
  await clock.advance(minute);
  expect(await expiry()).toMatchObject({ state: 'done' });
});

describe('what asks before it would open its cluster', () => {
  beforeEach(async () => {
    await lend(clock);
    azure.edit([own]);
    await clock.advance(hour);
    expect(await expiry()).toMatchObject({ state: 'needs-confirmation' });
  });

  test('goes on by itself once another entry stands there', async () => {
    const { stateSince } = await expiry();
    await clock.advance(hour);
    expect(await expiry()).toMatchObject({ state: 'needs-confirmation', stateSince });
    azure.edit([own, '193.168.1.0/24']);
    await clock.advance(16 * minute);
    expect(azure.state.entries).toEqual(['193.168.1.0/24']);
    expect(await expiry()).toMatchObject({ state: 'done' });
  });

  test('asks no more where it was taken out, or is to stay', async () => {
    azure.edit(['193.168.1.0/24']);
    await clock.advance(16 * minute);
    expect(await expiry()).toMatchObject({ state: 'done', alreadySo: true });
    await lend(clock);
    azure.edit([own]);
    await clock.advance(hour);
    await lend(clock, byBen);
    await clock.advance(16 * minute);
    expect(await expiry()).toMatchObject({ state: 'cancelled', spared: 'wanted' });
    expect(azure.state.entries).toEqual([own]);
  });

  test('goes on asking while Azure gives no answer or refuses, and waits no longer than a week', async () => {
    azure.state = { ...azure.state, powerState: 'Stopped' };
    await clock.advance(hour);
    azure.nextReads.push({ code: 'sign-in-needed' });
    await clock.advance(hour);
    expect(await expiry()).toMatchObject({ state: 'needs-confirmation' });
    for (let day = 0; day < 7; day++) await clock.advance(24 * hour);
    expect(await expiry()).toMatchObject({ state: 'cancelled' });
    expect(azure.state.entries).toEqual([own]);
  });
});

describe('where nobody can tell where the nodes leave from, as behind a firewall', () => {
  const unknown = ['Traffic leaves through a firewall that the cluster does not name.'];

  test('takes out somebody’s own address without asking whether that was theirs', async () => {
    azure.egressNews = { addresses: [], unknown };
    await lend(clock, { ...forAnHour, addressSource: 'detected' });
    await clock.advance(hour);
    expect(azure.state.entries).toEqual([standing]);
  });

  test('asks before it takes out what was typed, which may be the firewall', async () => {
    azure.egressNews = { addresses: [], unknown };
    await lend(clock);
    await clock.advance(hour);
    expect((await expiry()).asked?.findings).toMatchObject([{ code: 'egress-unknown' }]);
  });
});

test('holds up nobody else while the console is not accepted in the directory of its author', async () => {
  await lend(clock);
  const { read } = azure;
  const failure = { code: 'console-not-accepted', what: 'registration' } as const;
  azure.read = async (errand) => (errand.grantId === anna ? err(failure) : read(errand));
  await clock.advance(2 * hour);
  expect(await expiry()).toMatchObject({ state: 'waiting' });
  const his = await lend(clock, { ...byBen, intents: [{ do: 'add', range: '8.8.4.4/32' }] });
  await clock.advance(minute);
  expect(await find(his)).toMatchObject({ state: 'done' });
  azure.read = read;
  await clock.advance(minute);
  expect(azure.state.entries).toEqual([standing, '8.8.4.4/32']);
});

test('asks its author where nobody can say what became of it, and goes on', async () => {
  await lend(clock);
  azure.nextPuts.push({ kind: 'lost', failure: { code: 'unreachable' } });
  azure.nextReads.push(
    () => {},
    () => azure.edit([standing, own, '193.168.1.0/24']),
  );
  await clock.advance(hour);
  const { id, asked, ...parked } = await expiry();
  expect(asked).toMatchObject({ because: 'perhaps-undone' });
  expect(changeSentence(toChange({ id, asked, ...parked }))).toMatch(
    /^Azure’s answer was lost.*Is it still wanted\?$/,
  );
  await confirmChange(anna, id, asked?.keys ?? []);
  await clock.advance(minute);
  expect(azure.state.entries).toEqual([standing, '193.168.1.0/24']);
});

test('leaves for longer what a colleague who had to sign in has put off since', async () => {
  azure.nextReads.push({ code: 'sign-in-needed' });
  await lend(clock, { ...byBen, keepForSeconds: 7200 });
  await lend(clock);
  azure.edit([standing]);
  await signIn(ben);
  await clock.advance(minute);
  expect(azure.state.entries).toEqual([standing, own]);
  await putOffChange(ben, (await expiry(0)).id);
  await clock.advance(9 * hour);
  expect(azure.state.entries).toEqual([standing, own]);
  await clock.advance(2 * hour);
  expect(azure.state.entries).toEqual([standing]);
});

describe('what is let in to a cluster that was closed to all but itself', () => {
  const clusterOnly = ['0.0.0.0/32'];

  beforeEach(async () => {
    azure.edit(clusterOnly);
    const confirmations = ['crossing:cluster-only>restricted'];
    const basedOn = { access: 'cluster-only', resourceUid: 'uid-1' } as const;
    await lend(clock, { ...forAnHour, basedOn, confirmations });
    expect(azure.state.entries).toEqual([own]);
  });

  test('is taken out without opening it', async () => {
    await clock.advance(hour);
    expect(azure.state.entries).toEqual(clusterOnly);
    expect(await expiry()).toMatchObject({ state: 'done' });
  });

  test('is taken out without opening it where it was refused, and asked for again and again', async () => {
    await clock.advance(hour);
    expect(azure.state.entries).toEqual(clusterOnly);
    const failure: Failure = { code: 'locked', scopes: ['/'] };
    azure.nextPuts.push({ kind: 'refused', failure });
    const basedOn = { access: 'cluster-only', resourceUid: 'uid-1' } as const;
    const confirmations = ['crossing:cluster-only>restricted'];
    let id = await lend(clock, { ...forAnHour, basedOn, confirmations });
    for (const isRefused of [true, false]) {
      if (isRefused) azure.nextPuts.push({ kind: 'refused', failure });
      const again = await applyAgain(anna, id);
      if (!again.ok) throw new Error('not asked for again');
      id = again.value;
      await clock.advance(10_000);
      await confirmChange(anna, id, (await find(id))?.asked?.keys ?? []);
      await clock.advance(10_000);
    }
    expect(azure.state.entries).toEqual([own]);
    await clock.advance(hour);
    expect(azure.state.entries).toEqual(clusterOnly);
    expect(await expiry()).toMatchObject({ state: 'done' });
  });

  test('is taken out alone where others have joined it', async () => {
    azure.edit([own, '73.140.245.0/24']);
    await clock.advance(hour);
    expect(azure.state.entries).toEqual(['73.140.245.0/24']);
  });

  test('closes nothing that somebody has opened since', async () => {
    azure.edit([]);
    await clock.advance(hour);
    expect(azure.state.entries).toEqual([]);
    expect(await expiry()).toMatchObject({ state: 'done', alreadySo: true });
  });
});
