/** What is called while a stream of events is followed. */
type Followed = {
  readonly hear: (data: string) => void;
  /** The server has no such stream, or not for this reader. It is not asked for again. */
  readonly gone: () => void;
};

/**
 * How long to wait before a refused stream is asked for again: twice as long each time, up to the
 * longest.
 */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/**
 * A stream that has sent nothing for so long is taken for broken: it sends something every 15
 * seconds.
 */
const longestSilenceMs = 40_000;

/**
 * Hears the events of that name of a stream until the answer is called. An EventSource comes back by itself
 * from a broken connection, but never from an answer other than 200, such as a proxy's 502 while the console
 * restarts, and it does not tell which it was. So the stream is then asked for without one, until it is there
 * again or is known to be gone. Nor does it notice when its connection leads nowhere any more, as after the
 * way out has changed (a VPN, another Wi-Fi): after a silence another stream is begun.
 */
export function followEvents(path: string, name: string, { hear, gone }: Followed): () => void {
  const left = new AbortController();
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = firstPauseMs;

  function open() {
    const opened = new EventSource(path);
    source = opened;
    waitForWord();
    opened.addEventListener(name, (event) => hear(event.data));
    for (const sign of ['open', name, 'beat']) opened.addEventListener(sign, waitForWord);
    opened.addEventListener('open', () => {
      pauseMs = firstPauseMs;
    });
    opened.addEventListener('error', () => {
      if (opened.readyState === EventSource.CLOSED) askLater();
    });
  }

  function waitForWord() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      source?.close();
      open();
    }, longestSilenceMs);
  }

  function askLater() {
    clearTimeout(timer);
    if (left.signal.aborted) return;
    timer = setTimeout(ask, pauseMs);
    pauseMs = Math.min(2 * pauseMs, longestPauseMs);
  }

  async function ask() {
    const state = await stateOf(path, left.signal);
    if (left.signal.aborted) return;
    if (state === 'there') open();
    else if (state === 'gone') gone();
    else askLater();
  }

  open();
  return () => {
    left.abort();
    clearTimeout(timer);
    source?.close();
  };
}

async function stateOf(path: string, signal: AbortSignal): Promise<'there' | 'gone' | 'not-now'> {
  try {
    const { ok, status, body } = await fetch(path, { signal, cache: 'no-store' });
    void body?.cancel();
    if (ok) return 'there';
    return status >= 500 || passing.includes(status) ? 'not-now' : 'gone';
  } catch {
    // Offline, or left meanwhile.
    return 'not-now';
  }
}

/** Timeout, too early, too many requests. */
const passing: readonly number[] = [408, 425, 429];
