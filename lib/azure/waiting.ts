/** Time for what waits ahead of Azure's limits; an argument, so that a test need not wait. */
export type WaitClock = { now(): number; wait(ms: number): Promise<void> };

/** Real time. */
export const realTime: WaitClock = {
  now: () => Date.now(),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
};
