import { leaseMs, leaseRenewalMs } from './limits.ts';
import type { AuditLine, AzurePort, Clock, Hold, LedgerSettings, LedgerStore } from './ports.ts';
import type { ChangeRow } from './row.ts';
import type { Now } from './transitions.ts';

/** What the ledger works with. */
export type Works = {
  readonly store: LedgerStore;
  readonly azure: AzurePort;
  readonly clock: Clock;
  readonly settings: LedgerSettings;
  readonly audit: (line: AuditLine) => void;
  /** Of a text, hex. */
  readonly hash: (text: string) => string;
  readonly newId: () => string;
  /** Hears of what should not happen; the ledger goes on. */
  readonly onError: (error: unknown) => void;
};

/** One process's turn at one cluster, under a lease. */
export type Turn = Works & {
  readonly clusterKey: string;
  /** Now, as the transitions want it. */
  time(): Now;
  /** Whether the lease should still be ours; the store has the last word at every `save`. */
  held(): boolean;
  /** Stores transitions, all or none; nothing when the lease is gone or somebody has moved a change. */
  save(...rows: ChangeRow[]): Promise<readonly ChangeRow[] | undefined>;
};

/**
 * Runs `work` while this process, and no other, holds the cluster; answers false when another one
 * does. The lease is renewed until `work` ends.
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
      const outcome = await store.save(rows, hold);
      if (!outcome.saved && outcome.why === 'fenced') lease.stop();
      return outcome.saved;
    },
  };
}

type KeptLease = { held(): boolean; stop(): void };

/** Renews a lease, which is ours until `takenUntil`, until it is stopped or somebody else has it. */
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
