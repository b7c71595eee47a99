/** A limit as Azure states its own: so many requests at once, and so many more each second. */
export type Rate = { readonly burst: number; readonly perSecond: number };

/**
 * What is waiting, by what shares a limit: when all that was asked would have been answered at the steady
 * rate, in ms by `performance.now()`. Where a clock is set back, what it showed would be waited for.
 */
export type Queues = Map<string, number>;

/**
 * How many ms to wait for a turn. The turn is taken, unless it is further off than `longestWaitMs`: GCRA,
 * ITU-T I.371.
 */
export function takeTurn(
  queues: Queues,
  key: string,
  { burst, perSecond }: Rate,
  { now, longestWaitMs }: { readonly now: number; readonly longestWaitMs: number },
): number {
  const stepMs = 1000 / perSecond;
  const workedOffAt = Math.max(queues.get(key) ?? now, now);
  const waitMs = Math.max(0, workedOffAt - now - (burst - 1) * stepMs);
  if (waitMs <= longestWaitMs) queues.set(key, workedOffAt + stepMs);
  return waitMs;
}
