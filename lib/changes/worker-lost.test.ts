import { expect, test } from 'vitest';
import { desk } from './test-desk.ts';

test('settles a lost answer by reading: it had landed', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ land: { kind: 'lost', failure: { code: 'unreachable' } } });
  const id = await record();
  azure.finish();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
  expect(azure.puts).toHaveLength(1);
});

test('sends the identical body once more when nothing has landed', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ kind: 'lost', failure: { code: 'azure-error', status: 504 } });
  const id = await record();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
  const [first, second] = azure.puts;
  expect(azure.puts).toHaveLength(2);
  expect(second).toMatchObject({ body: first?.body, ifMatch: first?.ifMatch });
  expect(second?.correlationId).not.toBe(first?.correlationId);
});

test('does not send a third time', async () => {
  const { azure, clock, record, look } = await desk();
  const lost = { kind: 'lost', failure: { code: 'unreachable' } } as const;
  azure.nextPuts.push(lost, lost);
  const id = await record();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({
    state: 'outcome-unknown',
    landed: ['73.140.245.0/24'],
  });
  expect(azure.puts).toHaveLength(2);
});

test('leaves the outcome unknown when the world moved on after a lost answer', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ kind: 'lost', failure: { code: 'unreachable' } });
  azure.nextReads.push(
    () => {},
    () => azure.edit(['193.168.1.0/24']),
  );
  const id = await record();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'outcome-unknown', landed: ['193.168.1.0/24'] });
  expect(azure.puts).toHaveLength(1);
});

test('does not put a node pool back when it sends a lost change again', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ kind: 'lost', failure: { code: 'unreachable' } });
  azure.nextReads.push(
    () => {},
    () => {
      const pools = [{ name: 'system', eTag: 'p2', enableNodePublicIp: false }];
      azure.state = { ...azure.state, pools };
    },
  );
  const id = await record();
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'outcome-unknown' });
  expect(azure.puts).toHaveLength(1);
});
