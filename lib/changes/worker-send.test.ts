import { expect, test } from 'vitest';
import { toChange } from '#lib/changes/shown/change';
import { confirm } from './acts.ts';
import { desk, key } from './test-desk.ts';
import { stillWanted } from './transitions.ts';

test('merges again when somebody else was faster', async () => {
  const { azure, outcome } = await desk();
  azure.nextPuts.push(() => azure.edit(['73.140.245.0/24', '193.168.1.0/24']));
  expect(await outcome()).toMatchObject({ state: 'done', merges: 1 });
  expect(azure.state.entries).toEqual(['73.140.245.0/24', '193.168.1.0/24', '81.2.69.142/32']);
});

test('waits for the operation of whoever was faster, however long it takes', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push(() => {
    azure.edit(['73.140.245.0/24', '193.168.1.0/24']);
    azure.finish('Updating');
  });
  const id = await record();
  await clock.advance(5 * 60_000);
  expect(await look(id)).toMatchObject({ state: 'waiting', merges: 1 });

  azure.finish();
  await clock.advance(60_000);
  expect(await look(id)).toMatchObject({ state: 'done', merges: 1 });
  expect(azure.puts).toHaveLength(2);
});

const landed = { land: { kind: 'refused', failure: { code: 'precondition-failed' } } } as const;
const landedBusy = { land: { kind: 'refused', failure: { code: 'busy' } } } as const;

for (const [answer, refusal] of [
  ['412', landed],
  ['busy', landedBusy],
] as const) {
  test(`is done with what landed although the answer was ${answer}, once that is carried out`, async () => {
    const { azure, clock, record, look } = await desk();
    azure.nextPuts.push(refusal);
    const id = await record();
    await clock.advance(60_000);
    expect(await look(id)).toMatchObject({ state: 'applying' });
    azure.finish();
    await clock.advance(10_000);
    const done = await look(id);
    expect(toChange(done)).toMatchObject({ state: 'done', alreadySo: true, wasSent: true });
    expect(azure.puts).toHaveLength(1);
  });
}

test('does not send it again where it was taken out meanwhile', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push(landed);
  const id = await record();
  azure.edit(['73.140.245.0/24']);
  azure.finish();
  await clock.advance(60_000);
  expect(await look(id)).toMatchObject({ state: 'overtaken' });
  expect(azure.state.entries).toEqual(['73.140.245.0/24']);
  expect(azure.puts).toHaveLength(1);
});

for (const [answer, code] of [
  ['412', 'precondition-failed'],
  ['busy', 'busy'],
] as const) {
  test(`knows that it did nothing where the list lacks it right after the answer ${answer}`, async () => {
    const { azure, clock, record, look } = await desk();
    azure.nextPuts.push({ kind: 'refused', failure: { code } });
    const upgrades = () => {
      azure.edit(['73.140.245.0/24', '193.168.1.0/24']);
      azure.finish('Upgrading');
    };
    azure.nextReads.push(() => {}, upgrades);
    const id = await record();
    await clock.advance(60_000);
    expect(await look(id)).toMatchObject({ state: 'waiting', puts: [expect.any(Number)] });
    expect(toChange(await look(id))).toMatchObject({ wasDenied: false });
  });
}

const away = { code: 'unreachable' } as const;
const late = [
  ['it may have landed and been taken out since', landed],
  ['it never landed', { kind: 'refused', failure: { code: 'precondition-failed' } }],
] as const;

for (const [why, answer] of late) {
  test(`asks before it sends again what was answered 412 and is looked at a minute later: ${why}`, async () => {
    const { azure, clock, record, look } = await desk();
    azure.nextPuts.push(answer);
    azure.nextReads.push(() => {}, away, away, away, away, away);
    const id = await record();
    azure.finish();
    azure.edit(['73.140.245.0/24', '193.168.1.0/24']);
    await clock.advance(2 * 60_000);
    expect(await look(id)).toMatchObject({ asked: { because: 'perhaps-undone' } });
    expect(azure.puts).toHaveLength(1);
  });
}

test('asks only once whether what may have been taken out is still wanted', async () => {
  const { azure, clock, record, look, store, worker } = await desk();
  azure.nextPuts.push(landed);
  azure.nextReads.push(() => {}, away, away, away, away, away);
  const id = await record();
  azure.finish();
  azure.edit(['73.140.245.0/24']);
  await clock.advance(2 * 60_000);
  const agreed = confirm(await look(id), [stillWanted], clock.now());
  if (agreed.ok) await store.save([agreed.value]);
  worker.wake(key);
  await clock.advance(10_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
  expect(azure.state.entries).toEqual(['73.140.245.0/24', '81.2.69.142/32']);
});

test('asks nothing where the cluster stands as it did before the 412, however late it is read', async () => {
  const { azure, clock, record, look } = await desk();
  azure.nextPuts.push({ kind: 'refused', failure: { code: 'precondition-failed' } });
  azure.nextReads.push(() => {}, away, away, away, away, away);
  const id = await record();
  await clock.advance(2 * 60_000);
  expect(await look(id)).toMatchObject({ state: 'refused' });
  expect(azure.puts.map(({ ifMatch }) => ifMatch)).toEqual(['e1', '"e1"']);
});

test('gives up after five merges', async () => {
  const { azure, clock, record, look } = await desk();
  for (let n = 0; n < 9; n++) azure.nextPuts.push(() => azure.edit([`194.168.${n}.0/24`]));
  const id = await record();
  await clock.advance(60_000);
  expect(await look(id)).toMatchObject({
    state: 'refused',
    failure: { code: 'precondition-failed' },
  });
  expect(azure.puts).toHaveLength(6);
});

test('tries the other quoting once when the eTag did not move', async () => {
  const { azure, clock, record, look } = await desk();
  const no = { kind: 'refused', failure: { code: 'precondition-failed' } } as const;
  azure.nextPuts.push(no, no);
  const id = await record();
  await clock.advance(10_000);
  expect(azure.puts.map(({ ifMatch }) => ifMatch)).toEqual(['e1', '"e1"']);
  expect(await look(id)).toMatchObject({
    state: 'refused',
    failure: { code: 'precondition-failed', unmoved: true },
  });
});

test('merges again after 412 where there is no eTag to tell whether the cluster moved', async () => {
  const { azure, outcome } = await desk({ eTag: undefined });
  const no = { kind: 'refused', failure: { code: 'precondition-failed' } } as const;
  azure.nextPuts.push(no, no);
  expect(await outcome()).toMatchObject({ state: 'done', merges: 2 });
  expect(azure.puts.map(({ ifMatch }) => ifMatch)).toEqual([undefined, undefined, undefined]);
});

test('gives up after five merges without an eTag, and does not call the cluster unmoved', async () => {
  const { azure, clock, record, look } = await desk({ eTag: undefined });
  const no = { kind: 'refused', failure: { code: 'precondition-failed' } } as const;
  for (let n = 0; n < 9; n++) azure.nextPuts.push(no);
  const id = await record();
  await clock.advance(60_000);
  const { state, failure } = await look(id);
  expect({ state, failure }).toEqual({
    state: 'refused',
    failure: { code: 'precondition-failed' },
  });
  expect(azure.puts).toHaveLength(6);
});

test('reads once more before the PUT where AKS gives no eTag', async () => {
  const { azure, outcome } = await desk({ eTag: undefined });
  azure.nextReads.push(
    () => {},
    () => azure.edit(['193.168.1.0/24']),
  );
  expect(await outcome()).toMatchObject({ state: 'done' });
  expect(azure.state.entries).toEqual(['193.168.1.0/24', '81.2.69.142/32']);
  expect(azure.puts).toHaveLength(1);
  expect(azure.puts[0]?.ifMatch).toBeUndefined();
});

test('never sends a body from a reading older than two seconds', async () => {
  const { azure, clock, record, look } = await desk({
    entries: ['73.140.245.0/24', '193.168.1.0/24'],
  });
  // The addresses of the nodes take three seconds to find out, while a pool changes.
  const { egress } = azure;
  azure.egress = async (...args) => {
    await new Promise<void>((resolve) => {
      clock.at(clock.now() + 3000, resolve);
    });
    const pools = [{ name: 'system', eTag: 'p2', enableNodePublicIp: false }];
    azure.state = { ...azure.state, pools };
    return egress(...args);
  };
  const id = await record({ intents: [{ do: 'remove', entry: '193.168.1.0/24' }] });
  await clock.advance(30_000);
  expect(await look(id)).toMatchObject({ state: 'done' });
  expect(azure.puts.map(({ body }) => JSON.parse(body).pools[0].eTag)).toEqual(['p2']);
});

test('does not edit a cluster that was made anew', async () => {
  const { azure, record, look } = await desk({ resourceUid: 'uid-2' });
  const id = await record();
  expect(await look(id)).toMatchObject({ state: 'refused', failure: { code: 'recreated' } });
  expect(azure.puts).toEqual([]);
});
