import { expect, test } from 'vitest';
import { toChange } from '#lib/changes/shown/change';
import { signedIn } from './acts.ts';
import { desk } from './test-desk.ts';
import { ben, proofFor } from './test-kit.ts';

test('says when it works: an estimate at first, two minutes after the operation at the end', async () => {
  const { clock, record, look } = await desk();
  const start = clock.now();
  const id = await record();
  expect((await look(id)).worksBy).toBe(start + 200_000);
  await clock.advance(10_000);
  const { finishedAt = 0, worksBy } = await look(id);
  expect(worksBy).toBe(finishedAt + 120_000);
});

test('follows an operation through errors of the way', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPolls.push(
    { code: 'azure-error', status: 502 },
    { status: 'InProgress', error: { code: 'EtagMismatch', message: 'ignore me' } },
    { code: 'unreachable' },
  );
  const id = await record();
  await clock.advance(60_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
});

test('reads the cluster where the address of the operation is lost', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPolls.push({ status: 'address-lost' });
  const id = await record();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'applying' });
  azure.finish();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
});

test('reads the cluster where Azure does not let its author ask about the operation', async () => {
  const { azure, clock, record, look } = await desk();
  const action = 'Microsoft.ContainerService/locations/operations/read';
  azure.nextPolls.push({ code: 'not-authorized', action, scope: '/subscriptions/2' });
  const id = await record();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'applying', operationUrl: undefined });
  azure.finish();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
});

test('keeps the address of the operation while Entra does not accept this console', async () => {
  const { azure, clock, record, look } = await desk();
  const failure = { code: 'console-not-accepted', what: 'credential' } as const;
  for (let poll = 0; poll < 8; poll++) azure.nextPolls.push(failure);
  const id = await record();
  await clock.advance(90_000);
  const operationUrl = expect.any(String);
  expect(await look(id)).toMatchObject({
    state: 'applying',
    wait: { code: failure.code },
    operationUrl,
  });
});

test('reads the cluster where nothing but errors has come about the operation for a minute', async () => {
  const { azure, clock, record, look } = await desk();
  for (let poll = 0; poll < 20; poll++) azure.nextPolls.push({ code: 'azure-error', status: 500 });
  const id = await record();
  await clock.advance(50_000);
  expect(await look(id)).toMatchObject({ state: 'applying', wait: { code: 'unreachable' } });
  azure.finish();
  await clock.advance(60_000);
  expect(await look(id)).toMatchObject({ state: 'done', operationUrl: undefined });
});

test('reads the cluster where Azure names no operation at all', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ land: { kind: 'accepted' } });
  const id = await record();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'applying' });
  azure.finish('Failed');
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({
    state: 'failed',
    failure: { code: 'operation-failed', ended: 'Failed' },
  });
});

test('gives a write without an operation time to show, and then says that it does not show', async () => {
  const { azure, clock, record, look } = await desk();
  for (let write = 0; write < 2; write++) {
    azure.nextPuts.push({ kind: 'accepted' });
    const id = await record({ intents: [{ do: 'add', range: `81.2.69.14${write}/32` }] });
    await clock.advance(20_000);
    expect(await look(id)).toMatchObject({ state: 'applying' });
    if (write === 0) azure.edit([...azure.state.entries, '81.2.69.140/32']);
    await clock.advance(90_000);
    expect(await look(id)).toMatchObject({ state: write === 0 ? 'done' : 'outcome-unknown' });
  }
});

test('reads a state in whatever letters Azure writes it', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ land: { kind: 'accepted' } });
  const id = await record();
  azure.finish('failed');
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'failed', failure: { ended: 'Failed' } });
});

test('judges nothing by a list that it cannot read, and looks again', async () => {
  const entries = ['73.140.245.0/24', '193.168.1.0/24'];
  const { azure, clock, record, look } = await desk({ entries });
  const id = await record({ intents: [{ do: 'remove', entry: '193.168.1.0/24' }] });
  azure.finish();
  const landed = azure.state;
  azure.state = { ...landed, entries: [], access: 'unknown', accessConfirmed: false };
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'applying', wait: { code: 'unreachable' } });
  azure.state = landed;
  await clock.advance(60_000);
  expect(await look(id)).toMatchObject({ state: 'done', landed: ['73.140.245.0/24'] });
});

test('is done, and says what else landed and what did not', async () => {
  const { azure, clock, record, look } = await desk({
    entries: ['73.140.245.0/24', '193.168.1.0/24'],
  });
  const id = await record();
  azure.edit(['73.140.245.0/24', '81.2.69.142', '137.117.106.88/29']);
  await clock.advance(10_000);
  const change = toChange(await look(id));
  expect(change).toMatchObject({
    state: 'done',
    drift: { added: ['137.117.106.88/29'], missing: ['193.168.1.0/24'] },
  });
});

test('does not compare with a list that was never taken', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push(() => azure.edit(['81.2.69.142/32', '193.168.1.0/24']));
  const id = await record();
  await clock.advance(10_000);
  const change = toChange(await look(id));
  expect(change).toMatchObject({ state: 'done', alreadySo: true });
  expect(change.drift).toBeUndefined();
});

for (const ended of ['Failed', 'Canceled'] as const) {
  test(`ends as failed when the operation ended ${ended}`, async () => {
    const { azure, clock, record, look } = await desk();
    azure.nextPolls.push({ status: ended, error: { code: 'Boom', message: 'words' } });
    const id = await record();
    await clock.advance(10_000);
    expect(await look(id)).toMatchObject({
      state: 'failed',
      failure: { code: 'operation-failed', ended, azureCode: 'Boom', azureMessage: 'words' },
      landed: ['73.140.245.0/24', '81.2.69.142/32'],
    });
  });
}

test('says when somebody has changed it again since', async () => {
  const { azure, clock, record, look } = await desk();
  const id = await record();
  azure.edit(['193.168.1.0/24']);
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'overtaken', landed: ['193.168.1.0/24'] });
});

test('says what is not known when the rights to read it back are gone', async () => {
  const { azure, outcome } = await desk();
  const failure = { code: 'not-authorized' as const, action: 'read', scope: '/' };
  azure.nextReads.push(() => {}, failure);
  expect(await outcome()).toMatchObject({ state: 'outcome-unknown', failure });
});

test('keeps "failed" when the rights to look are gone after that', async () => {
  const { azure, outcome } = await desk();
  azure.nextPolls.push({ status: 'Failed', error: { code: 'Boom', message: 'words' } });
  azure.nextReads.push(() => {}, { code: 'not-authorized', action: 'read', scope: '/' });
  expect(await outcome()).toMatchObject({ state: 'failed', failure: { azureCode: 'Boom' } });
});

test('is overtaken when the cluster was deleted after Azure had finished', async () => {
  const { azure, outcome } = await desk();
  azure.nextReads.push(() => {}, { code: 'not-found', what: 'cluster' });
  expect(await outcome()).toMatchObject({ state: 'overtaken', failure: { code: 'not-found' } });
});

test('does not know how it ended when the cluster is gone and its operation too', async () => {
  const { azure, outcome } = await desk();
  azure.nextPolls.push({ status: 'address-lost' });
  azure.nextReads.push(() => {}, { code: 'not-found', what: 'cluster' });
  expect(await outcome()).toMatchObject({
    state: 'outcome-unknown',
    failure: { code: 'not-found' },
  });
});

test('takes a cluster that was made anew meanwhile for another one', async () => {
  const { azure, clock, record, look } = await desk();
  const id = await record();
  azure.state = { ...azure.state, resourceUid: 'uid-2' };
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({
    state: 'outcome-unknown',
    failure: { code: 'recreated' },
  });
});

test('parks while the operation cannot be asked without a sign-in, and lets others go on', async () => {
  const { azure, clock, record, look, store } = await desk();
  azure.nextPolls.push({ code: 'sign-in-needed' });
  const id = await record();
  const other = await record({ grantId: ben, intents: [{ do: 'add', range: '194.168.1.0/24' }] });
  await clock.advance(2_000);
  expect(await look(id)).toMatchObject({ state: 'needs-sign-in', next: 'follow' });
  azure.finish();
  await clock.advance(60_000);
  expect(await look(other)).toMatchObject({ state: 'done' });
  const parked = await look(id);
  const resumed = signedIn(parked, clock.now(), proofFor(parked));
  if (resumed.ok) await store.save([resumed.value]);
  await clock.advance(30_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
});

test('does not follow for ever an operation that does not end', async () => {
  const { azure, clock, record, look } = await desk();
  azure.pollsPerOperation = Number.POSITIVE_INFINITY;
  const id = await record();
  await clock.jump(4 * 3_600_000);
  await clock.advance(30_000);
  expect(await look(id)).toMatchObject({ state: 'outcome-unknown' });
});
