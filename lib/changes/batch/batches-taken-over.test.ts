import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopLedger } from '#lib/changes/current';
import type { LedgerStore } from '#lib/changes/ports';
import { anna, works } from '#lib/changes/test-kit';
import { startWorker } from '#lib/changes/worker';
import { goOnWithBatch, stopBatch } from './batches.ts';
import { after, type BatchDesk, batchDesk, count } from './test-desk.ts';

let desk: BatchDesk;
beforeEach(async () => {
  desk = await batchDesk();
});
afterEach(() => stopLedger());

test('is not begun again hours later by a process that takes over, before its author says so', async () => {
  const id = await desk.started();
  await stopLedger();
  await desk.clock.jump(3_600_000);
  await desk.startProcess();
  await desk.clock.advance(120_000);
  expect(await desk.view(id)).toMatchObject({ state: 'stopped', stopped: { because: 'late' } });
  const [first] = await desk.statesOf(id);
  expect(first).toBe('done');
  expect(desk.azure.sentTo).toEqual([0]);
  await goOnWithBatch(anna, id);
  await desk.clock.advance(120_000);
  expect(desk.azure.lists()).toEqual(desk.azure.ids.map(() => after));
});

test('ends what is held for a week after it stopped', async () => {
  const id = await desk.started();
  await stopBatch(anna, id);
  await desk.clock.advance(8 * 24 * 3_600_000);
  expect(await desk.view(id)).toMatchObject({ state: 'over' });
  expect(count(await desk.statesOf(id), 'cancelled')).toBe(11);
});

test('comes to the right end wherever a process dies', async () => {
  let step = 0;
  let isAlive = false;
  // Until it lives to see the end of its batch.
  while (!isAlive) {
    step += 1;
    const death = { at: step, isReached: false };
    desk = await batchDesk(4);
    const id = await desk.started();
    await stopLedger();
    startWorker(works(desk.azure, desk.clock, { store: mortal(desk.store, death) }));
    await desk.clock.advance(40_000);
    isAlive = !death.isReached;
    if (isAlive) expect(await desk.store.findBatch(id)).toMatchObject({ state: 'over' });
    await desk.startProcess();
    for (const [place] of desk.azure.ids.entries()) desk.azure.at(place).finish();
    await desk.clock.advance(120_000);
    for (const [place] of desk.azure.ids.entries()) desk.azure.at(place).finish();
    await desk.clock.advance(600_000);
    expect({ step, lists: desk.azure.lists() }).toEqual({ step, lists: Array(4).fill(after) });
    expect(await desk.view(id)).toMatchObject({ state: 'over' });
    const puts = desk.azure.ids.map((_, place) => desk.azure.at(place).puts.length);
    expect(puts).toEqual([1, 1, 1, 1]);
  }
  expect(step).toBeGreaterThan(30);
});

/** A store that its process never hears of again: before a call, or when that has had its effect. */
function mortal(
  store: LedgerStore,
  death: { readonly at: number; isReached: boolean },
): LedgerStore {
  let steps = 0;
  const step = async () => {
    steps += 1;
    if (steps < death.at) return;
    death.isReached = true;
    await new Promise<never>(() => {});
  };
  return new Proxy(store, {
    get(target, name) {
      const part: unknown = Reflect.get(target, name);
      if (typeof part !== 'function') return part;
      return async (...args: unknown[]) => {
        await step();
        const answer: unknown = await Reflect.apply(part, target, args);
        await step();
        return answer;
      };
    },
  });
}
