import { expect, test } from 'vitest';
import { desk } from './test-desk.ts';
import { anna, ben, settings } from './test-kit.ts';

test('waits while another operation runs, longer each time, and then goes on', async () => {
  const { azure, clock, record, look } = await desk({ provisioningState: 'Upgrading' });
  const id = await record();
  expect(await look(id)).toMatchObject({
    state: 'waiting',
    wait: { code: 'cluster-busy', operation: 'Upgrading' },
  });
  await clock.advance(61_000);
  // At once, and after 2, 4, 8, 16 and 30 seconds.
  expect(azure.reads).toBe(6);
  expect(azure.puts).toEqual([]);
  azure.finish();
  await clock.advance(60_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
});

test('waits when Azure says busy to the PUT', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ kind: 'refused', failure: { code: 'busy', operation: 'Scaling' } });
  const id = await record();
  expect(await look(id)).toMatchObject({ state: 'waiting', wait: { operation: 'Scaling' } });
  await clock.advance(30_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
});

test('waits as long as Azure asks when it is throttled', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ kind: 'refused', failure: { code: 'throttled', retryAfterSeconds: 77 } });
  const id = await record();
  await clock.advance(76_000);
  expect(await look(id)).toMatchObject({ state: 'waiting', wait: { code: 'throttled' } });
  await clock.advance(20_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
});

test('lets a colleague go first while Azure slows down one person, and goes on in its turn', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ kind: 'refused', failure: { code: 'throttled', retryAfterSeconds: 600 } });
  const slowed = await record();
  const behind = await record({ intents: [{ do: 'add', range: '8.8.8.0/24' }] });
  const theirs = await record({ grantId: ben, intents: [{ do: 'add', range: '9.9.9.0/24' }] });
  await clock.advance(30_000);
  expect(await look(theirs)).toMatchObject({ state: 'done' });
  expect(await look(slowed)).toMatchObject({ state: 'waiting', wait: { code: 'throttled' } });
  expect(await look(behind)).toMatchObject({ state: 'queued' });
  await clock.advance(600_000);
  for (const id of [slowed, behind]) expect(await look(id)).toMatchObject({ state: 'done' });
  expect(azure.state.entries).toEqual([
    '73.140.245.0/24',
    '9.9.9.0/24',
    '81.2.69.142/32',
    '8.8.8.0/24',
  ]);
});

test('goes on with whoever is due first where Azure slows down both', async () => {
  const { azure, clock, record, look } = await desk();
  const slowed = (retryAfterSeconds: number) =>
    ({ kind: 'refused', failure: { code: 'throttled', retryAfterSeconds } }) as const;
  azure.nextPuts.push(slowed(900), slowed(60));
  const anna1 = await record();
  const ben1 = await record({ grantId: ben, intents: [{ do: 'add', range: '9.9.9.0/24' }] });
  await clock.advance(90_000);
  expect(await look(ben1)).toMatchObject({ state: 'done' });
  expect(await look(anna1)).toMatchObject({ state: 'waiting' });
  await clock.advance(900_000);
  expect(await look(anna1)).toMatchObject({ state: 'done' });
});

test('waits while Entra does not accept this console, and goes on once that is mended', async () => {
  const { azure, clock, record, look } = await desk();
  const failure = { code: 'console-not-accepted', what: 'credential' } as const;
  azure.nextReads.push(failure, failure);
  azure.nextPuts.push({ kind: 'refused', failure });
  const id = await record();
  const since = clock.now();
  expect(await look(id)).toMatchObject({ state: 'waiting', wait: { code: failure.code, since } });
  await clock.advance(30_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
});

test('asks whether it is still wanted when the deadline has passed', async () => {
  const { azure, clock, record, look } = await desk({ provisioningState: 'Updating' });
  const id = await record();
  const other = await record({ grantId: ben });
  await clock.advance(settings.deadlineMs);
  expect(await look(id)).toMatchObject({
    state: 'needs-confirmation',
    asked: { because: 'deadline' },
  });
  expect(await look(other)).toMatchObject({ state: 'needs-confirmation' });
  expect(azure.puts).toEqual([]);
});

test('asks before a crossing that its author has not agreed to, and blocks nobody meanwhile', async () => {
  const { azure, clock, record, look } = await desk({ entries: [] });
  const id = await record();
  expect(await look(id)).toMatchObject({
    state: 'needs-confirmation',
    asked: { because: 'findings', keys: ['crossing:open>restricted'] },
  });
  const sure = await record({ grantId: ben }, ['crossing:open>restricted']);
  await clock.advance(10_000);
  expect(await look(sure)).toMatchObject({ state: 'done' });
  expect(azure.puts).toHaveLength(1);
});

test('asks again when the cluster was closed since it was asked', async () => {
  const { azure, record, look } = await desk({ entries: ['0.0.0.0/32'] });
  const id = await record();
  expect(await look(id)).toMatchObject({
    state: 'needs-confirmation',
    asked: { keys: ['crossing:cluster-only>restricted'] },
  });
  expect(azure.puts).toEqual([]);
});

test('asks again when the access it was based on is no more, even without a crossing', async () => {
  const { record, look } = await desk();
  const id = await record({
    intents: [{ do: 'restrict', ranges: ['194.168.1.0/24'] }],
    basedOn: { access: 'open' },
  });
  expect(await look(id)).toMatchObject({
    state: 'needs-confirmation',
    asked: { because: 'access-changed', keys: ['access:restricted'] },
  });
});

test('parks on a claims challenge and tells which claims', async () => {
  const { azure, record, look } = await desk();
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"p1"}}}';
  azure.nextPuts.push({ kind: 'refused', failure: { code: 'claims-challenge', claims } });
  const id = await record();
  expect(await look(id)).toMatchObject({ state: 'needs-sign-in', claims, next: 'read' });
});

test('spares AKS the PUTs it would not take', async () => {
  const { azure, clock, record, look } = await desk(
    {},
    { putLimit: { burst: 2, refillMs: 60_000 } },
  );
  const ranges = ['193.168.1.0/24', '194.168.1.0/24', '137.117.106.88/29'];
  const records: string[] = [];
  const people = [anna, ben, anna];
  for (const [n, range] of ranges.entries()) {
    records.push(await record({ grantId: people[n] ?? anna, intents: [{ do: 'add', range }] }));
  }
  await clock.advance(20_000);
  expect(await look(records[2] ?? '')).toMatchObject({ wait: { code: 'put-budget' } });
  expect(azure.puts).toHaveLength(2);
  await clock.advance(120_000);
  expect(await look(records[2] ?? '')).toMatchObject({ state: 'done' });
});
