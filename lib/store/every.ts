/** Calls again and again, each time after so many ms; the answer stops it. */
export type Every = (ms: number, call: () => void) => () => void;

/** In real time. Keeps no process alive. */
export const everyReally: Every = (ms, call) => {
  const timer = setInterval(call, ms);
  timer.unref();
  return () => clearInterval(timer);
};
