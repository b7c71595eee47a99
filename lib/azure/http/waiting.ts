/**
 * Time for code that waits so as to keep within the limits of Azure; passed in, so that tests need
 * not wait.
 */
export type WaitClock = { now(): number; wait(ms: number): Promise<void> };

/** Real time. */
export const realTime: WaitClock = {
  now: () => Date.now(),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
};
