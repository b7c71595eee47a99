import { expect, test } from 'vitest';
import { ok } from '#lib/result';
import { desk } from './test-desk.ts';

/** A desk whose Azure answered so many milliseconds after it was asked. */
async function slowDesk(ms: number) {
  const all = await desk();
  const lag = { ms };
  const { azure } = all;
  const { read, put } = azure;
  const readsBeforePut: number[] = [];
  azure.read = async (errand) => {
    const answer = await read(errand);
    return answer.ok ? ok({ ...answer.value, readAt: answer.value.readAt - lag.ms }) : answer;
  };
  azure.put = (...request) => {
    readsBeforePut.push(azure.reads);
    return put(...request);
  };
  return { ...all, lag, readsBeforePut };
}

test('asks once where Azure answers within two seconds', async () => {
  const { outcome, readsBeforePut } = await slowDesk(2_000);
  expect(await outcome()).toMatchObject({ state: 'done' });
  expect(readsBeforePut).toEqual([1]);
});

test('sends what two readings in a row agree on where Azure takes longer to answer', async () => {
  const { outcome, readsBeforePut } = await slowDesk(9_000);
  expect(await outcome()).toMatchObject({ state: 'done' });
  expect(readsBeforePut).toEqual([2]);
});

test('asks again while node pools move between slow readings, and puts none of them back', async () => {
  const { azure, outcome, readsBeforePut } = await slowDesk(9_000);
  const pools = ['1', '2', '3'].map((eTag) => [{ name: 'pool', eTag, enableNodePublicIp: false }]);
  const move = (moved: (typeof pools)[0]) => () => {
    azure.state = { ...azure.state, pools: moved };
  };
  azure.nextReads.push(...pools.map(move));
  expect(await outcome()).toMatchObject({ state: 'done' });
  expect(readsBeforePut).toEqual([4]);
  expect(azure.state.pools).toEqual(pools.at(-1));
});

test('waits and sends nothing where Azure takes more than ten seconds to answer', async () => {
  const { azure, record, look, clock } = await slowDesk(11_000);
  const id = await record();
  await clock.advance(120_000);
  expect(await look(id)).toMatchObject({ state: 'waiting', wait: { code: 'slow' } });
  expect(azure.puts).toEqual([]);
});

test('sends nothing that lay for more than two seconds since Azure answered, whatever agrees', async () => {
  const { azure, record, look, clock } = await desk();
  const { read } = azure;
  azure.read = async (errand) => {
    const answer = await read(errand);
    const before = clock.now() - 3_000;
    return answer.ok ? ok({ ...answer.value, readAt: before, answeredAt: before }) : answer;
  };
  const id = await record();
  await clock.advance(60_000);
  expect(await look(id)).toMatchObject({ state: 'waiting', wait: { code: 'slow' } });
  expect(azure.puts).toEqual([]);
});

test('counts a 412 once, however often Azure takes too long afterwards', async () => {
  const { azure, record, look, clock, lag } = await slowDesk(0);
  azure.nextPuts.push(() => {
    azure.edit(['73.140.245.0/24', '193.168.1.0/24']);
    lag.ms = 11_000;
  });
  const id = await record();
  await clock.advance(5 * 60_000);
  expect(await look(id)).toMatchObject({ state: 'waiting', wait: { code: 'slow' }, merges: 1 });
  lag.ms = 0;
  await clock.advance(60_000);
  expect(await look(id)).toMatchObject({ state: 'done', merges: 1 });
});
