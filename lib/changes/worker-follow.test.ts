import { expect, test } from 'vitest';
import { desk } from './test-desk.ts';

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
