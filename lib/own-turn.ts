import { setImmediate } from 'node:timers/promises';

let turns: Promise<unknown> = Promise.resolve();

/** Comes back in a turn of the event loop that nobody else who asks here has. */
export function ownTurn(): Promise<unknown> {
  turns = turns.then(() => setImmediate());
  return turns;
}
