import { expect, test } from 'vitest';
import { toChange } from '#lib/changes/shown/change';
import { ok } from '#lib/result';
import { signedIn } from './acts.ts';
import { desk } from './test-desk.ts';
import { proofFor } from './test-kit.ts';
import { startWorker } from './worker.ts';

const lost = { kind: 'lost', failure: { code: 'unreachable' } } as const;

test('settles a lost answer by reading: it had landed', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ land: lost });
  const id = await record();
  azure.finish();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
  expect(azure.puts).toHaveLength(1);
});

test('sends the identical body once more when nothing has landed', async () => {
  const { azure, outcome } = await desk();
  azure.nextPuts.push({ kind: 'lost', failure: { code: 'azure-error', status: 504 } });
  const change = await outcome();
  const [first, second] = azure.puts;
  expect(azure.puts).toHaveLength(2);
  // Both are ours where Azure tells who changed the list.
  const firstCorrelationId = first?.correlationId;
  expect(change).toMatchObject({ state: 'done', sent: { firstCorrelationId } });
  expect(second).toMatchObject({ body: first?.body, ifMatch: first?.ifMatch });
  expect(second?.correlationId).not.toBe(first?.correlationId);
});

test('does not send again where no eTag tells whether the list is there still or again', async () => {
  const { azure, clock, record, look } = await desk({ eTag: undefined });
  azure.nextPuts.push({ land: lost });
  const id = await record();
  azure.finish();
  azure.edit(['73.140.245.0/24']);
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'outcome-unknown', landed: ['73.140.245.0/24'] });
  expect(azure.puts).toHaveLength(1);
});

test('settles nothing by a list that it cannot read, and looks again', async () => {
  const entries = ['73.140.245.0/24', '193.168.1.0/24'];
  const { azure, clock, record, look } = await desk({ entries });
  azure.nextPuts.push(lost);
  const id = await record({ intents: [{ do: 'remove', entry: '193.168.1.0/24' }] });
  const standing = azure.state;
  azure.state = { ...standing, entries: [], access: 'unknown', accessConfirmed: false };
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'sending', wait: { code: 'unreachable' } });
  azure.state = standing;
  await clock.advance(60_000);
  expect(await look(id)).toMatchObject({ state: 'done', landed: ['73.140.245.0/24'] });
});

test('does not send a third time', async () => {
  const { azure, outcome } = await desk();
  azure.nextPuts.push(lost, lost);
  expect(await outcome()).toMatchObject({
    state: 'outcome-unknown',
    landed: ['73.140.245.0/24'],
  });
  expect(azure.puts).toHaveLength(2);
});

test('leaves the outcome unknown when the world moved on after a lost answer', async () => {
  const { azure, outcome } = await desk();
  azure.nextPuts.push(lost);
  azure.nextReads.push(
    () => {},
    () => azure.edit(['193.168.1.0/24']),
  );
  expect(await outcome()).toMatchObject({ state: 'outcome-unknown', landed: ['193.168.1.0/24'] });
  expect(azure.puts).toHaveLength(1);
});

test('does not put a node pool back when it sends a lost change again', async () => {
  const { azure, outcome } = await desk();
  azure.nextPuts.push(lost);
  azure.nextReads.push(
    () => {},
    () => {
      const pools = [{ name: 'system', eTag: 'p2', enableNodePublicIp: false }];
      azure.state = { ...azure.state, pools };
    },
  );
  expect(await outcome()).toMatchObject({ state: 'outcome-unknown' });
  expect(azure.puts).toHaveLength(1);
});

test('does not call a change refused of which something may have landed', async () => {
  const { azure, outcome } = await desk();
  const failure = { code: 'not-authorized' as const, action: 'write', scope: '/' };
  azure.nextPuts.push(lost, { kind: 'refused', failure });
  expect(await outcome()).toMatchObject({ state: 'outcome-unknown', failure });
});

test('keeps the second try when Azure says later to it', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push(
    lost,
    { kind: 'refused', failure: { code: 'busy' } },
    { kind: 'refused', failure: { code: 'console-not-accepted', what: 'credential' } },
    { kind: 'not-sent', failure: { code: 'unreachable' } },
  );
  const id = await record();
  await clock.advance(60_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
  expect(azure.puts).toHaveLength(5);
});

test('counts no PUT that was not sent, and pauses, while answers come too late to send by', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push(lost);
  const id = await record();
  const { read } = azure;
  azure.read = async (errand) => {
    const answer = await read(errand);
    return answer.ok ? ok({ ...answer.value, readAt: answer.value.readAt - 11_000 }) : answer;
  };
  await clock.advance(600_000);
  expect(azure.puts).toHaveLength(1);
  expect(await look(id)).toMatchObject({
    state: 'sending',
    wait: { code: 'slow' },
    puts: { length: 1 },
  });
  expect(azure.reads).toBeLessThan(40);
  azure.read = read;
  await clock.advance(60_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
});

test('says that nothing was sent where a PUT did not reach Azure, and somebody else did the same', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ kind: 'not-sent', failure: { code: 'unreachable' } });
  const id = await record();
  azure.edit(['73.140.245.0/24', '81.2.69.142/32']);
  await clock.advance(10_000);
  const done = toChange(await look(id));
  expect(done).toMatchObject({ state: 'done', alreadySo: true, wasSent: false });
});

test('sends nothing once more where the console only looks by then', async () => {
  const { azure, clock, record, look, parts, worker } = await desk();
  azure.nextPuts.push(lost);
  const id = await record();
  await worker.stop();
  startWorker({ ...parts, settings: { ...parts.settings, readOnly: true } });
  await clock.advance(120_000);
  expect(await look(id)).toMatchObject({
    state: 'outcome-unknown',
    landed: ['73.140.245.0/24'],
  });
  expect(azure.puts).toHaveLength(1);
});

test('goes on settling after a sign-in, however late', async () => {
  const { azure, clock, record, look, store } = await desk();
  azure.nextPuts.push({ land: lost });
  azure.nextReads.push(() => {}, { code: 'claims-challenge', claims: '{}' });
  const id = await record();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'needs-sign-in', next: 'settle' });
  await clock.jump(24 * 3_600_000);
  azure.finish();
  const parked = await look(id);
  const resumed = signedIn(parked, clock.now(), proofFor(parked));
  if (resumed.ok) await store.save([resumed.value]);
  await clock.advance(30_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
  expect(azure.puts).toHaveLength(1);
});

test('sends again after Azure never saw the PUT, as if for the first time', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ kind: 'not-sent', failure: { code: 'unreachable' } });
  const id = await record();
  expect(await look(id)).toMatchObject({ state: 'waiting', wait: { code: 'unreachable' } });
  azure.edit(['193.168.1.0/24']);
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
  expect(azure.state.entries).toEqual(['193.168.1.0/24', '81.2.69.142/32']);
});

test('does not know what became of it when the cluster is gone since the answer was lost', async () => {
  const { azure, outcome } = await desk();
  azure.nextPuts.push(lost);
  azure.nextReads.push(() => {}, { code: 'not-found', what: 'cluster' });
  expect(await outcome()).toMatchObject({
    state: 'outcome-unknown',
    failure: { code: 'not-found' },
  });
  expect(azure.puts).toHaveLength(1);
});

test('does not send a lost change again to a cluster that was made anew', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push(lost);
  const id = await record();
  azure.state = { ...azure.state, resourceUid: 'uid-2' };
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({
    state: 'outcome-unknown',
    failure: { code: 'recreated' },
  });
  expect(azure.puts).toHaveLength(1);
});
