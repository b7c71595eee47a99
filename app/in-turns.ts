import { setImmediate } from 'node:timers/promises';

/** How long others wait at most while one turn lasts, in milliseconds. */
const turnMs = 10;

let turns: Promise<unknown> = Promise.resolve();

/**
 * Goes through long work step by step, and answers others in between; who has such work at the same time
 * takes turns. `now` is in milliseconds.
 */
export async function inTurns<T>(
  steps: Generator<unknown, T>,
  now: () => number = () => performance.now(),
): Promise<T> {
  let began = now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (now() - began < turnMs) continue;
    turns = turns.then(() => setImmediate());
    await turns;
    began = now();
  }
}
