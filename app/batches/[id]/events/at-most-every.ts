/** Calls at once, and once more for all calls of the next `ms`: what comes last is never left out. */
export function atMostEvery(ms: number, act: () => void): { call: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWanted = false;
  const run = () => {
    isWanted = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (isWanted) run();
    }, ms);
    act();
  };
  return {
    call() {
      if (timer === undefined) run();
      else isWanted = true;
    },
    stop() {
      isWanted = false;
      clearTimeout(timer);
    },
  };
}
