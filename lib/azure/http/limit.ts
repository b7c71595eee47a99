/** Runs a task when it is its turn. */
export type Limit = <T>(task: () => Promise<T>) => Promise<T>;

/**
 * Lets at most `atOnce` tasks run at a time, the others in the order they came. A task must not wait
 * for another one of the same limit.
 */
export function createLimit(atOnce: number): Limit {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((proceed) => waiting.push(proceed));
    try {
      return await task();
    } finally {
      // The slot goes straight to the next in line.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
