import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AzurePort, Clock, LedgerStore } from './ports.ts';
import type { ChangeRow } from './row.ts';
import { type FakeAzure, fakeAzure } from './test-azure.ts';
import { handClock, settle } from './test-clock.ts';
import { desk, key } from './test-desk.ts';
import { asked, row, works } from './test-kit.ts';
import { memoryLedger } from './test-memory-ledger.ts';
import { passed } from './test-world.ts';
import { startWorker } from './worker.ts';

const before = ['73.140.245.0/24'];
const target = [...before, '81.2.69.142/32'];
const pools = [{ name: 'system', eTag: 'p1' }];
const body = JSON.stringify({
  entries: target,
  pools: [{ name: 'system', eTag: 'p1', enableNodePublicIp: false }],
});
const sent = {
  before,
  target,
  eTag: 'e1',
  pools,
  quoting: 'bare' as const,
  tries: 1,
  bodyHash: createHash('sha256').update(body).digest('hex'),
  correlationId: 'c',
  at: 0,
};
const sending = { state: 'sending', next: 'settle', sent, before, after: target } as const;
const url = 'https://azure.example/operations/1';

/** Azure has taken the PUT of the process that died. */
const taken = async (azure: FakeAzure) => {
  await azure.put(asErrand, { body, ifMatch: 'e1', correlationId: 'c' });
};
const asErrand = row();

// Where the process died, and what Azure had done by then.
const deaths: readonly [string, Partial<ChangeRow>, (azure: FakeAzure) => void | Promise<void>][] =
  [
    ['before it began', { state: 'queued' }, () => {}],
    ['while it read', { state: 'reading' }, () => {}],
    ['while it waited', { state: 'waiting', wakeAt: 1 }, () => {}],
    ['before the PUT reached Azure', sending, () => {}],
    ['after Azure had taken the PUT', sending, taken],
    ['after Azure had finished', sending, async (azure) => taken(azure).then(() => azure.finish())],
    [
      'while it polled',
      { ...sending, state: 'applying', next: 'follow', operationUrl: url },
      taken,
    ],
    [
      'before it read back',
      {
        ...sending,
        state: 'applying',
        next: 'follow',
        operationUrl: url,
        operationEnded: { ended: 'Succeeded' },
      },
      async (azure) => taken(azure).then(() => azure.finish()),
    ],
  ];

for (const [when, left, done] of deaths) {
  test(`brings to its end, once, what a process left that died ${when}`, async () => {
    const { azure, clock, look, store } = await desk();
    await done(azure);
    const now = clock.now();
    const times = { createdAt: now, wantedSince: now, stateSince: now, acceptedAt: now };
    // The dead process still holds its lease when the others look for the first time.
    await store.takeLease(key, 15_000);
    await store.insert({ ...row({ ...asked(), ...left }), ...times, id: 'left' });
    await clock.advance(12_000);
    expect(await look('left')).toMatchObject({ version: 1 });

    await clock.advance(60_000);
    azure.finish();
    await clock.advance(30_000);
    expect(await look('left')).toMatchObject({ state: 'done', landed: target });
    expect(azure.puts).toHaveLength(1);
    expect(azure.state.entries).toEqual(target);
  });
}

test('reports a PUT of long ago that never reached Azure, instead of sending it now', async () => {
  const { azure, clock, look, store } = await desk();
  await store.insert({ ...row({ ...asked(), ...sending, wantedSince: 0 }), id: 'old' });
  await clock.advance(20_000);
  expect(await look('old')).toMatchObject({ state: 'outcome-unknown', landed: before });
  expect(azure.puts).toEqual([]);
});

test('rejects what a paused worker does after another has taken over', async () => {
  const { azure, clock, record, look, parts } = await desk();
  // The lease changes hands while Azure is being read.
  azure.nextReads.push(() => {
    for (let fence = 1; fence < 9; fence++)
      void parts.store.releaseLease({ clusterKey: key, fence });
    void parts.store.takeLease(key, 15_000);
  });
  const id = await record();
  await settle();
  expect(await look(id)).toMatchObject({ state: 'reading' });
  expect(azure.puts).toEqual([]);
  await clock.advance(120_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
  expect(azure.puts).toHaveLength(1);
});

test('stops after the step in hand, and leaves the rest for the next start', async () => {
  const { azure, clock, record, look, worker } = await desk();
  const id = await record();
  await worker.stop();
  await clock.advance(600_000);
  expect(await look(id)).toMatchObject({ state: 'applying' });
  expect(azure.puts).toHaveLength(1);
});

test('does nothing under a lease that ran out before it heard of it', async () => {
  const clock = handClock();
  const azure = fakeAzure(clock);
  const store = memoryLedger(clock.now);
  const awake = Promise.withResolvers<void>();
  const sleepy: LedgerStore = {
    ...store,
    takeLease: async (...lease) => {
      const hold = await store.takeLease(...lease);
      await awake.promise;
      return hold;
    },
  };
  await store.insert({ ...row({ state: 'waiting', wantedSince: clock.now() }), id: 'left' });
  startWorker(works(azure, clock, { store: sleepy }));
  await settle();
  await clock.jump(16_000);
  await store.takeLease(key, 15_000);
  awake.resolve();
  await settle();
  expect(azure.reads).toBe(0);

  await clock.advance(60_000);
  expect(await store.find('left')).toMatchObject({ state: 'done' });
  expect(azure.puts).toHaveLength(1);
});

test('leaves a process its turn whose clock is behind', async () => {
  const clock = handClock();
  const azure = fakeAzure(clock);
  const store = memoryLedger(clock.now);
  const slow: AzurePort = {
    ...azure,
    put: async (...request) => {
      await passed(clock, 12_000);
      return azure.put(...request);
    },
  };
  const ahead: Clock = {
    now: () => clock.now() + 20_000,
    at: (ms, call) => clock.at(ms - 20_000, call),
  };
  await store.insert({ ...row({ wantedSince: clock.now() }), id: 'one' });
  startWorker(works(slow, clock, { store }));
  startWorker(works(slow, ahead, { store }));
  await clock.advance(60_000);
  expect(await store.find('one')).toMatchObject({ state: 'done' });
  expect(azure.puts).toHaveLength(1);
});
