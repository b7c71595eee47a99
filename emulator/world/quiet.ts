/**
 * Stretches of time in which nothing changes the world, so that what was worked out once still holds:
 * looking at ten thousand clusters again for each page of one result is most of what an answer costs.
 */
export type Quiet = ReturnType<typeof createQuiet>;

/** The first stretch. */
export function createQuiet() {
  let number = 0;
  let underWay = 0;

  return {
    /** The stretch that it is; undefined while something may be changing the world. */
    stretch: (): number | undefined => (underWay === 0 ? number : undefined),

    /** Does something that may change the world; what was worked out before holds no more. */
    async breakFor<T>(work: () => Promise<T>): Promise<T> {
      underWay += 1;
      try {
        return await work();
      } finally {
        underWay -= 1;
        number += 1;
      }
    },
  };
}
