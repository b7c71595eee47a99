import { ownTurn } from '#lib/own-turn';

/** How long others wait at most while one turn lasts, in milliseconds. */
const turnMs = 10;

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
    await ownTurn();
    began = now();
  }
}
