import { expect, test } from 'vitest';
import { toChange } from '#lib/changes/shown/change';
import { changeSentence } from '#lib/changes/shown/words';
import { desk } from './test-desk.ts';

const preempted = { code: 'NotLatestOperation', message: 'Preempted by another one.' };

const endings = [
  ['Failed', 'NotLatestOperation'],
  ['Canceled', 'NotLatestOperation'],
  ['Canceled', 'OperationPreempted'],
  ['Failed', 'AKSOperationPreempted'],
  ['Canceled', 'AKSOperationPreemptedByDelete'],
] as const;

for (const [status, code] of endings) {
  test(`is done where a newer operation ended its own as ${status}, ${code}, and its entry stands`, async () => {
    const { azure, clock, record, look } = await desk();
    azure.nextPolls.push({ status, error: { ...preempted, code } });
    const id = await record();
    // The newer operation still runs, and what it leaves behind decides.
    await clock.advance(10_000);
    expect(await look(id)).toMatchObject({ state: 'applying' });
    azure.finish();
    await clock.advance(30_000);
    const change = await look(id);
    const { readBackAt = 0 } = change;
    expect(change).toMatchObject({ state: 'done', worksBy: readBackAt + 120_000 });
    expect(changeSentence(toChange(change))).toContain('A newer operation took the place');
    expect(azure.puts).toHaveLength(1);
  });
}

test('sends a superseded change once more where nobody has written since', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPolls.push({ status: 'Failed', error: preempted });
  azure.nextPuts.push({ kind: 'accepted', operationUrl: 'https://azure.example/operations/0' });
  const id = await record();
  await clock.advance(30_000);
  const change = await look(id);
  expect(change).toMatchObject({ state: 'done', sent: { tries: 2 } });
  expect(change.superseded).toBeUndefined();
  expect(azure.puts.map(({ body }) => body)).toEqual([azure.puts[0]?.body, azure.puts[0]?.body]);
  expect(azure.state.entries).toEqual(['73.140.245.0/24', '81.2.69.142/32']);
});

test('leaves the outcome unknown where the newer operation wrote another list', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPolls.push({ status: 'Failed', error: preempted });
  const id = await record();
  azure.edit(['193.168.1.0/24']);
  await clock.advance(10_000);
  // Not before that one is over: until then it may yet bring the entry.
  expect(await look(id)).toMatchObject({ state: 'applying' });
  azure.finish();
  await clock.advance(30_000);
  expect(await look(id)).toMatchObject({
    state: 'outcome-unknown',
    failure: { azureCode: 'NotLatestOperation' },
    landed: ['193.168.1.0/24'],
  });
  expect(azure.puts).toHaveLength(1);
});

test('ends as failed where the newer operation failed too', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPolls.push({ status: 'Failed', error: preempted });
  const id = await record();
  azure.finish('Failed');
  await clock.advance(30_000);
  expect(await look(id)).toMatchObject({
    state: 'failed',
    failure: { azureCode: 'NotLatestOperation' },
  });
});
