import { log } from '#lib/log';
import type { Settings } from '#lib/settings';

/** Less than the 30 seconds that Kubernetes gives: a PUT may be longer on its way, and is settled by reading then. */
const stopWithinMs = 25_000;

/** Kubernetes tells its balancers at the same moment as us, and they take a second or two to hear. */
const noticeMs = 5_000;

// Pages, actions and routes are separate bundles in one process, so a module variable is not shared.
const holder: typeof globalThis & { drawbridgeStops?: true } = globalThis;

/** Whether this process was told to stop: it still answers, but should be sent nothing new. */
export function isStopping(): boolean {
  return holder.drawbridgeStops === true;
}

/**
 * Resolves once a proxy in front has had the time to notice that nothing more should be sent here; on
 * loopback, where there is none, at once.
 */
export async function noticedStop({ onLoopback }: Pick<Settings, 'onLoopback'>): Promise<void> {
  if (!onLoopback) await new Promise((resolve) => setTimeout(resolve, noticeMs));
}

/**
 * At SIGTERM or SIGINT runs `stop`, which finishes the steps and answers in hand, and ends the process with
 * 0. What takes longer than 25 seconds is left to the next start.
 */
export function stopOnSignal(
  stop: () => Promise<void>,
  exit: (code: number) => void = process.exit,
): void {
  let stopping = false;
  const onSignal = async () => {
    if (stopping) return;
    stopping = true;
    holder.drawbridgeStops = true;
    setTimeout(() => {
      log.warn('a step in hand took too long; the next start takes over');
      exit(0);
    }, stopWithinMs);
    await stop().catch((error: unknown) => log.error({ err: error }, 'did not stop cleanly'));
    exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // Others end the process at once, or Next's own once its connections are closed, in the midst of a step.
    // They go last: without any listener, a signal that has come and was not called yet is forgotten.
    const others = process.listeners(signal);
    process.on(signal, onSignal);
    for (const other of others) process.off(signal, other);
  }
}
