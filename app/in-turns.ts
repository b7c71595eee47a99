import { ownTurn } from '#lib/own-turn';

/** How long others wait at most while one turn lasts, in milliseconds. */
const turnMs = 10;

/**
 * Goes through long work step by step, and lets other requests be answered after every `turnMs`; several such
 * works take turns. Answers what the generator returns. `now` is in milliseconds.
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
