import { setImmediate } from 'node:timers/promises';

let turns: Promise<unknown> = Promise.resolve();

/**
 * Resolves in a later turn of the event loop, a different one for each caller: of several pieces of long work
 * no two go on in the same turn, so that short requests are answered in between.
 */
export function ownTurn(): Promise<unknown> {
  turns = turns.then(() => setImmediate());
  return turns;
}
