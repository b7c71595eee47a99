import { expect, test } from 'vitest';
import { desk } from './test-desk.ts';
import { ben } from './test-kit.ts';

test('adds an entry to the end of the list and follows it until it is read back', async () => {
  const { azure, clock, record, look, lines } = await desk();
  const id = await record();
  expect(await look(id)).toMatchObject({ state: 'applying', before: ['73.140.245.0/24'] });
  await clock.advance(10_000);

  expect(await look(id)).toMatchObject({
    state: 'done',
    landed: ['73.140.245.0/24', '81.2.69.142/32'],
  });
  expect(azure.state.entries).toEqual(['73.140.245.0/24', '81.2.69.142/32']);
  expect(azure.puts).toHaveLength(1);
  expect(azure.puts[0]).toMatchObject({ ifMatch: 'e1', correlationId: 'correlation-1' });
  expect(lines.map(({ event, outcome }) => [event, outcome])).toEqual([
    ['put-sent', undefined],
    ['put-answered', 'accepted'],
  ]);
});

test('sends nothing when it is already so', async () => {
  const { azure, record, look } = await desk({ entries: ['81.2.69.142'] });
  const id = await record();
  expect(await look(id)).toMatchObject({ state: 'done', alreadySo: true });
  expect(azure.puts).toEqual([]);
});

test('carries out several changes one after the other, none lost', async () => {
  const { azure, clock, record, look } = await desk();
  const first = await record();
  const second = await record({
    grantId: ben,
    intents: [{ do: 'add', range: '194.168.1.0/24' }],
  });
  expect(await look(second)).toMatchObject({ state: 'queued' });
  await clock.advance(60_000);

  expect(await look(first)).toMatchObject({ state: 'done' });
  expect(await look(second)).toMatchObject({ state: 'done' });
  expect(azure.state.entries).toEqual(['73.140.245.0/24', '81.2.69.142/32', '194.168.1.0/24']);
  expect(azure.puts).toHaveLength(2);
});

test('ends what was left parked for a week', async () => {
  const { clock, record, look } = await desk({ entries: [] });
  const id = await record();
  await clock.jump(7 * 24 * 3_600_000 + 20_000);
  expect(await look(id)).toMatchObject({ state: 'cancelled' });
});

test('forgets what ended longer ago than it is kept', async () => {
  const { clock, record, store } = await desk(
    { entries: ['81.2.69.142/32'] },
    { retentionMs: 60_000 },
  );
  const id = await record();
  await clock.advance(80_000);
  expect(await store.find(id)).toBeUndefined();
});
