import { createHash, randomUUID } from 'node:crypto';
import type { Works } from '#lib/changes/steps/turn';
import { type Hub, openHub } from './hub.ts';
import { type KeptRows, keepRows } from './kept-rows.ts';
import type { Clock, LedgerSettings } from './ports.ts';
import { startWorker, type Worker } from './worker.ts';

/** The ledger of this process, at work. */
type Ledger = KeptRows & {
  readonly worker: Worker;
  readonly hub: Hub;
  readonly settings: LedgerSettings;
  readonly clock: Clock;
};

/** What the ledger needs of the process it runs in. */
export type LedgerParts = Omit<Works, 'hash' | 'newId'>;

// Pages, actions and routes are separate bundles in one process, so a module variable is not shared.
const holder: typeof globalThis & { drawbridgeLedger?: Ledger } = globalThis;

/** Starts this process's ledger; the worker takes over what a dead process left. Once per process. */
export async function startLedger(parts: LedgerParts): Promise<Ledger> {
  const { settings, clock } = parts;
  const kept = keepRows(parts.store);
  const hub = await openHub(kept.store);
  const worker = startWorker({
    ...parts,
    store: kept.store,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    newId: randomUUID,
  });
  const ledger = { ...kept, worker, hub, settings, clock };
  holder.drawbridgeLedger = ledger;
  return ledger;
}

/**
 * Finishes the steps in hand, has `lastAnswers` given, and lets go of the store's events. Until then pages are
 * shown and changes recorded as ever: another process or the next start carries those out.
 */
export async function stopLedger(lastAnswers?: () => Promise<void>): Promise<void> {
  const ledger = holder.drawbridgeLedger;
  await ledger?.worker.stop();
  await lastAnswers?.();
  delete holder.drawbridgeLedger;
  await ledger?.hub.close();
}

/** The ledger of this process. Throws before `startLedger`. */
export function currentLedger(): Ledger {
  if (!holder.drawbridgeLedger) throw new Error('The ledger has not been started');
  return holder.drawbridgeLedger;
}

/** The ledger's clock by what `now` shows. Its alarms do not keep a process alive. */
export function clockBy(now: () => number): Clock {
  return {
    now,
    at: (ms, call) => {
      // Longer delays would overflow and ring at once; who is rung early looks again.
      const timer = setTimeout(call, Math.min(Math.max(ms - now(), 0), 2 ** 31 - 1));
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
