import { leaseMs, leaseRenewalMs } from '#lib/changes/limits';
import type {
  AuditLine,
  AzurePort,
  Clock,
  Hold,
  LedgerSettings,
  LedgerStore,
} from '#lib/changes/ports';
import type { ChangeRow } from '#lib/changes/row';
import type { Now } from '#lib/changes/transitions';
import { endsLending, saveLent } from './save-lent.ts';

/** Everything that the ledger needs from outside: passed in, so that tests can replace each part. */
export type Works = {
  readonly store: LedgerStore;
  readonly azure: AzurePort;
  readonly clock: Clock;
  readonly settings: LedgerSettings;
  readonly audit: (line: AuditLine) => void;
  /** SHA-256 of a text, in hexadecimal. */
  readonly hash: (text: string) => string;
  readonly newId: () => string;
  /** Called with errors that no rule of the ledger expects. The ledger goes on. */
  readonly onError: (error: unknown) => void;
};

/** What a worker has while it holds the lease of one cluster. */
export type Turn = Works & {
  readonly clusterKey: string;
  /** The present moment with the limits that transitions need. */
  time(): Now;
  /**
   * Whether the lease is still ours by this process's reckoning. The store decides for certain at
   * every `save`.
   */
  held(): boolean;
  /**
   * Stores rows and answers them as stored: all or none. Undefined when the lease has ended or
   * somebody else has stored a newer version of one of them.
   */
  save(...rows: ChangeRow[]): Promise<readonly ChangeRow[] | undefined>;
};

/**
 * Takes the lease of a cluster, runs `work` and gives the lease back; it is renewed meanwhile.
 * Answers false, and runs nothing, while another process holds it.
 */
export async function withTurn(
  works: Works,
  clusterKey: string,
  work: (turn: Turn) => Promise<void>,
): Promise<boolean> {
  const { store, clock } = works;
  // Counted from before the question: a process that is paused while it waits for the answer holds no longer.
  const until = clock.now() + leaseMs;
  const hold = await store.takeLease(clusterKey, leaseMs);
  if (!hold) return false;
  const lease = keepLease(works, hold, until);
  try {
    await work(turnUnder(works, hold, lease));
  } finally {
    lease.stop();
    await store.releaseLease(hold);
  }
  return true;
}

function turnUnder(works: Works, hold: Hold, lease: KeptLease): Turn {
  const { store, clock, settings } = works;
  return {
    ...works,
    clusterKey: hold.clusterKey,
    time: () => ({
      now: clock.now(),
      deadlineMs: settings.deadlineMs,
      pollMs: settings.pollMs,
    }),
    held: lease.held,
    save: async (...rows) => {
      const lends = rows.some(endsLending);
      const outcome = lends ? await saveLent(works, rows, hold) : await store.save(rows, hold);
      if (!outcome.saved && outcome.why === 'fenced') lease.stop();
      return outcome.saved;
    },
  };
}

type KeptLease = { held(): boolean; stop(): void };

/**
 * Renews a lease until it is stopped or another process has taken it. `takenUntil`: how long the
 * lease is ours to begin with, in ms since 1970.
 */
function keepLease({ store, clock, onError }: Works, hold: Hold, takenUntil: number): KeptLease {
  let until = takenUntil;
  let stopped = false;
  let callOff = () => {};
  const stop = () => {
    stopped = true;
    callOff();
  };
  const renew = async () => {
    const next = clock.now() + leaseMs;
    try {
      if (!(await store.renewLease(hold, leaseMs))) return stop();
      until = next;
    } catch (error) {
      onError(error);
    }
    plan();
  };
  const plan = () => {
    if (!stopped) callOff = clock.at(clock.now() + leaseRenewalMs, () => void renew());
  };
  plan();
  return { held: () => !stopped && clock.now() < until, stop };
}
