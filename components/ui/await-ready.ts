/** What is called while waiting for the console. */
type Ears = {
  /** It can serve, and could from the start. */
  readonly ready?: () => void;
  /** It cannot serve now, or nobody answers. */
  readonly notReady: () => void;
  /** It could not, and now it can. */
  readonly readyAgain: () => void;
  /** False where it is known that it could not: it is asked after a pause, so that a page cannot load itself in a loop. */
  readonly wasReady?: boolean;
};

const pauseMs = 3_000;

/**
 * Asks the console whether it is ready to serve (`/readyz`) until it is, or until the returned
 * function is called. One that answers "ready" at the first question was never away: what failed did
 * so for another reason.
 */
export function awaitReady({ ready, notReady, readyAgain, wasReady = true }: Ears): () => void {
  const left = new AbortController();
  const { signal } = left;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const askLater = () => {
    timer = setTimeout(() => void ask(false), pauseMs);
  };
  async function ask(isFirst: boolean): Promise<void> {
    const isReady = await answersReady(signal);
    if (signal.aborted) return;
    if (isReady) {
      (isFirst ? ready : readyAgain)?.();
      return;
    }
    notReady();
    askLater();
  }

  if (wasReady) void ask(true);
  else askLater();
  return () => {
    left.abort();
    clearTimeout(timer);
  };
}

/**
 * Calls `act` once, as soon as the console is ready to serve, unless the returned function is called
 * before.
 */
export function whenReady(act: () => void): () => void {
  return awaitReady({ ready: act, notReady: () => {}, readyAgain: act });
}

/** A proxy in front may keep `/readyz` from everybody: that says nothing of the console. */
async function answersReady(signal: AbortSignal): Promise<boolean> {
  try {
    return (await fetch('/readyz', { signal, cache: 'no-store' })).status < 500;
  } catch {
    return false;
  }
}
