import { expect, test } from 'vitest';
import { signedIn } from './acts.ts';
import { desk } from './test-desk.ts';
import { ben } from './test-kit.ts';

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
  const { azure, clock, record, look } = await desk();
  const failure = { code: 'not-authorized' as const, action: 'read', scope: '/' };
  azure.nextReads.push(() => {}, failure);
  const id = await record();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'outcome-unknown', failure });
});

test('keeps "failed" when the rights to look are gone after that', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPolls.push({ status: 'Failed', error: { code: 'Boom', message: 'words' } });
  azure.nextReads.push(() => {}, { code: 'not-authorized', action: 'read', scope: '/' });
  const id = await record();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'failed', failure: { azureCode: 'Boom' } });
});

test('is overtaken when the cluster was deleted after Azure had finished', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextReads.push(() => {}, { code: 'not-found', what: 'cluster' });
  const id = await record();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'overtaken', failure: { code: 'not-found' } });
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
  const resumed = signedIn(await look(id), clock.now());
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
