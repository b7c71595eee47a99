/** Whole numbers that look random and are the same on every machine. */
export type Numbers = {
  /** From 0 to `below - 1`. */
  readonly next: (below: number) => number;
  /** One of these. */
  readonly oneOf: <T>(choices: readonly [T, ...T[]]) => T;
  /** True in so many of a hundred cases. */
  readonly percent: (share: number) => boolean;
};

/** The numbers that follow from a seed (mulberry32). */
export function createNumbers(seed: number): Numbers {
  let state = seed >>> 0;
  const next = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  return {
    next,
    oneOf: (choices) => choices[next(choices.length)] ?? choices[0],
    percent: (share) => next(10_000) < share * 100,
  };
}
