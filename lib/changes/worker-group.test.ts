import { expect, test } from 'vitest';
import { toChange } from '#lib/changes/shown/change';
import { cancel, leave, signedIn } from './acts.ts';
import { changeSentence } from './shown/words.ts';
import { desk, key } from './test-desk.ts';
import { ben, proofFor } from './test-kit.ts';

const add = (range: string) => ({ intents: [{ do: 'add' as const, range }] });
const remove = (entry: string) => ({ intents: [{ do: 'remove' as const, entry }] });

/** A desk where a first change of Ben is being applied, so that others queue up behind it. */
async function busyDesk() {
  const busy = await desk();
  await busy.record({ grantId: ben, ...add('137.117.106.88/29') });
  return busy;
}

test('sends adjacent adds and removes of one person in one PUT', async () => {
  const { azure, clock, record, look, lines } = await busyDesk();
  const ids = [
    await record(add('193.168.1.0/24')),
    await record(remove('73.140.245.0/24')),
    await record(add('194.168.1.0/24')),
  ];
  await clock.advance(20_000);
  expect(azure.puts).toHaveLength(2);
  expect(azure.state.entries).toEqual(['137.117.106.88/29', '193.168.1.0/24', '194.168.1.0/24']);
  for (const id of ids) expect(await look(id)).toMatchObject({ state: 'done' });
  expect(lines.at(-1)).toMatchObject({ changes: ids, outcome: 'accepted' });
});

test('keeps for each change of a group what it alone did, for Undo', async () => {
  const { clock, record, look } = await busyDesk();
  await record(add('193.168.1.0/24'));
  const second = await record(add('194.168.1.0/24'));
  await clock.advance(20_000);
  expect(await look(second)).toMatchObject({
    before: ['73.140.245.0/24', '137.117.106.88/29', '193.168.1.0/24'],
    after: ['73.140.245.0/24', '137.117.106.88/29', '193.168.1.0/24', '194.168.1.0/24'],
  });
});

test('never sends two people’s changes in one PUT', async () => {
  const { azure, clock, record } = await busyDesk();
  await record(add('193.168.1.0/24'));
  await record({ grantId: ben, ...add('194.168.1.0/24') });
  await record(add('81.2.69.142/32'));
  await clock.advance(60_000);
  expect(azure.puts).toHaveLength(4);
  expect(azure.state.entries).toHaveLength(5);
});

test('asks about the removal that would open the cluster, though each alone would not', async () => {
  const { azure, clock, record, look } = await busyDesk();
  const first = await record(remove('73.140.245.0/24'));
  const second = await record(remove('137.117.106.88/29'));
  await clock.advance(20_000);
  expect(await look(first)).toMatchObject({ state: 'done' });
  expect(await look(second)).toMatchObject({
    state: 'needs-confirmation',
    asked: { keys: ['crossing:restricted>open'] },
  });
  expect(azure.state.entries).toEqual(['137.117.106.88/29']);
});

test('leaves out what has been waiting past its deadline', async () => {
  const { azure, clock, record, look, store } = await busyDesk();
  await record(add('193.168.1.0/24'));
  const old = await record(add('194.168.1.0/24'));
  await store.save([{ ...(await look(old)), wantedSince: 0 }]);
  await clock.advance(20_000);
  expect(await look(old)).toMatchObject({ asked: { because: 'deadline' } });
  expect(azure.state.entries).not.toContain('194.168.1.0/24');
});

test('lets the others of a group try by themselves when Azure refuses it', async () => {
  const { azure, clock, record, look } = await busyDesk();
  const failure = { code: 'policy-denied' as const, policies: ['no 193'] };
  azure.nextPuts.push({ kind: 'refused', failure });
  const first = await record(add('193.168.1.0/24'));
  const second = await record(add('194.168.1.0/24'));
  await clock.advance(60_000);
  expect(await look(first)).toMatchObject({ state: 'refused', failure });
  expect(await look(second)).toMatchObject({ state: 'done' });
  expect(azure.state.entries).not.toContain('193.168.1.0/24');
});

for (const code of ['precondition-failed', 'busy'] as const) {
  test(`says of nothing that it was not changed, which landed, was answered ${code} and is cancelled`, async () => {
    const { azure, clock, record, look } = await busyDesk();
    const away = { code: 'unreachable' } as const;
    const put = azure.put;
    azure.put = async (...request) => {
      azure.nextReads.push(away, away, away);
      await put(...request);
      return { kind: 'refused', failure: { code } };
    };
    const ids = [await record(add('193.168.1.0/24')), await record(add('194.168.1.0/24'))];
    await clock.advance(5_000);
    expect(azure.state.entries).toContain('194.168.1.0/24');
    for (const id of ids) {
      const cancelled = cancel(await look(id), clock.now());
      expect(cancelled.ok && changeSentence(toChange(cancelled.value))).toContain(
        'Azure had refused what was sent before',
      );
    }
  });
}

test('settles a lost answer for all that went together', async () => {
  const { azure, clock, record, look } = await busyDesk();
  azure.nextPuts.push({ kind: 'lost', failure: { code: 'unreachable' } });
  const ids = [await record(add('193.168.1.0/24')), await record(add('194.168.1.0/24'))];
  await clock.advance(60_000);
  for (const id of ids) expect(await look(id)).toMatchObject({ state: 'done' });
  expect(azure.puts).toHaveLength(3);
  expect(azure.puts[2]?.body).toBe(azure.puts[1]?.body);
});

test('sends nothing of a change once more that has waited past its deadline, nor what went with it', async () => {
  const { azure, clock, record, look, store } = await busyDesk();
  azure.nextPuts.push({ kind: 'lost', failure: { code: 'unreachable' } });
  const ids = [await record(add('193.168.1.0/24')), await record(add('194.168.1.0/24'))];
  const settles = async () => (await look(ids[0] ?? '')).next === 'settle';
  while (!(await settles())) await clock.advance(100);
  await store.save([{ ...(await look(ids[0] ?? '')), wantedSince: 0 }]);
  await clock.advance(60_000);
  for (const id of ids) expect(await look(id)).toMatchObject({ state: 'outcome-unknown' });
  expect(azure.state.entries).toEqual(['73.140.245.0/24', '137.117.106.88/29']);
});

test('sends nothing once more of which its author has dropped a part', async () => {
  const { azure, clock, record, look, store, worker } = await busyDesk();
  azure.nextPuts.push({ kind: 'lost', failure: { code: 'unreachable' } });
  const ids = [await record(add('193.168.1.0/24')), await record(add('194.168.1.0/24'))];
  const [first = '', second = ''] = ids;
  while ((await look(first)).next !== 'settle') await clock.advance(100);
  azure.nextReads.push({ code: 'sign-in-needed' });
  await clock.advance(5_000);
  const resumed = signedIn(await look(first), clock.now(), proofFor(await look(first)));
  if (!resumed.ok) throw new Error('It does not wait for a sign-in.');
  await store.save([leave(await look(second), clock.now())]);
  await store.save([resumed.value]);
  worker.wake(key);
  await clock.advance(60_000);
  expect(azure.state.entries).not.toContain('194.168.1.0/24');
  expect(await look(first)).toMatchObject({ state: 'outcome-unknown' });
});

test('sends a group once more of which each part has waited for the same sign-in', async () => {
  const { azure, clock, record, look, store, worker } = await busyDesk();
  azure.nextPuts.push({ kind: 'lost', failure: { code: 'unreachable' } });
  const ids = [await record(add('193.168.1.0/24')), await record(add('194.168.1.0/24'))];
  while ((await look(ids[0] ?? '')).next !== 'settle') await clock.advance(100);
  azure.nextReads.push({ code: 'sign-in-needed' });
  await clock.advance(5_000);
  for (const id of ids) {
    const resumed = signedIn(await look(id), clock.now(), proofFor(await look(id)));
    if (resumed.ok) await store.save([resumed.value]);
  }
  worker.wake(key);
  await clock.advance(60_000);
  for (const id of ids) expect(await look(id)).toMatchObject({ state: 'done' });
});

test('sends a group twice at most, whoever of it is looked at', async () => {
  const { azure, clock, record, look } = await busyDesk();
  const lost = { kind: 'lost', failure: { code: 'unreachable' } } as const;
  azure.nextPuts.push(lost, lost, lost);
  const ids = [await record(add('193.168.1.0/24')), await record(add('194.168.1.0/24'))];
  await clock.advance(60_000);
  for (const id of ids) expect(await look(id)).toMatchObject({ state: 'outcome-unknown' });
  expect(azure.puts).toHaveLength(3);
});
