/** Calls `call` every `ms` until the returned function is called. */
export type Every = (ms: number, call: () => void) => () => void;

/** `Every` with the timers of Node. Does not keep the process alive. */
export const everyReally: Every = (ms, call) => {
  const timer = setInterval(call, ms);
  timer.unref();
  return () => clearInterval(timer);
};
