import { makeConductor } from '#lib/changes/batch/conductor';
import { isAtWork } from '#lib/changes/shown/words';
import { stepAsking } from '#lib/changes/steps/step-asking';
import { stepFollow } from '#lib/changes/steps/step-follow';
import { stepAside, stepRead } from '#lib/changes/steps/step-read';
import { stepBack, stepScheduled } from '#lib/changes/steps/step-scheduled';
import { stepSettle } from '#lib/changes/steps/step-settle';
import { type Turn, type Works, withTurn } from '#lib/changes/steps/turn';
import { isLeft, leave } from './acts.ts';
import { splitQueue } from './expiry.ts';
import { parkedLimitMs, sweepMs } from './limits.ts';
import type { LedgerStore } from './ports.ts';
import type { ChangeRow, Legible } from './row.ts';

/** Carries changes out. Any number of workers, in any number of processes, may share one ledger. */
export type Worker = {
  /** To be called when a change of this cluster is, or may be, due. */
  wake(clusterKey: string): void;
  /** To be called when a change of this batch may have become free to start. */
  conduct(batchId: string): void;
  /** Finishes the steps in hand and starts no more. */
  stop(): Promise<void>;
};

/** How many clusters one process works at at the same time. */
const sideBySide = 16;

/**
 * Starts the worker. It looks through the ledger at once, to take over what a process that died has
 * left.
 */
export function startWorker(parts: Works): Worker {
  // Whatever makes room may be what a batch waits for.
  const works = withSaves(parts, (saved) => {
    for (const row of saved) {
      if (row.batch && !isAtWork(row.state)) conduct(row.batch.id);
    }
  });
  const { clock, onError } = works;
  const running = new Map<string, Promise<void>>();
  const waiting = new Set<string>();
  const alarms = new Map<string, () => void>();
  let stopped = false;
  let callOffSweep = () => {};

  const wake = (clusterKey: string) => {
    if (stopped) return;
    waiting.add(clusterKey);
    startWaiting();
  };

  const conductor = makeConductor(works, wake);
  const conduct = (batchId: string) => {
    if (!stopped) conductor.conduct(batchId);
  };

  const startWaiting = () => {
    for (const clusterKey of waiting) {
      if (running.size >= sideBySide) return;
      if (running.has(clusterKey)) continue;
      waiting.delete(clusterKey);
      running.set(clusterKey, work(clusterKey));
    }
  };

  const work = async (clusterKey: string) => {
    try {
      await workCluster(works, clusterKey, { stopped: () => stopped, remind });
    } catch (error) {
      // The lease runs out or is released; the sweep tries again.
      onError(error);
    } finally {
      running.delete(clusterKey);
      if (!stopped) startWaiting();
    }
  };

  const remind = (clusterKey: string, at: number) => {
    alarms.get(clusterKey)?.();
    const ring = () => {
      alarms.delete(clusterKey);
      wake(clusterKey);
    };
    alarms.set(clusterKey, clock.at(at, ring));
  };

  const sweepAndPlan = async () => {
    try {
      await sweep(works, { wake, conduct });
    } catch (error) {
      onError(error);
    }
    if (stopped) return;
    callOffSweep = clock.at(clock.now() + sweepMs, () => {
      sweeping = sweepAndPlan();
    });
  };
  let sweeping = sweepAndPlan();

  return {
    wake,
    conduct,
    stop: async () => {
      stopped = true;
      callOffSweep();
      for (const callOff of alarms.values()) callOff();
      await sweeping;
      await Promise.all(running.values());
      await conductor.idle();
    },
  };
}

type Desk = { stopped(): boolean; remind(clusterKey: string, at: number): void };

/** Works at one cluster until nothing is due there. */
async function workCluster(works: Works, clusterKey: string, desk: Desk): Promise<void> {
  for (;;) {
    const took = await withTurn(works, clusterKey, (turn) => workUntilIdle(turn, desk));
    if (!took || desk.stopped()) return;
    // Somebody may have recorded a change after the last look, and found the lease taken.
    const { now } = works.clock;
    const { due } = splitQueue((await works.store.queue(clusterKey)).rows);
    const change = nextChange(due, now());
    if (!change || !isDue(change, now())) return;
  }
}

async function workUntilIdle(turn: Turn, desk: Desk): Promise<void> {
  while (!desk.stopped() && turn.held()) {
    const { rows, unread } = await turn.store.queue(turn.clusterKey);
    const { scheduled, asking, due } = splitQueue(rows);
    const change = nextChange(due, turn.clock.now());
    if (change && isDue(change, turn.clock.now())) {
      const isLess = change.next === 'read' && (await stepBack(turn, due));
      if (!isLess) await step(turn, change, { rows: due, unread });
      continue;
    }
    if (await stepScheduled(turn, scheduled)) continue;
    if (await stepAsking(turn, asking)) continue;
    if (change) desk.remind(turn.clusterKey, change.wakeAt ?? 0);
    return;
  }
}

/**
 * The change to work at next: the one that is under way, else the oldest that waits for its turn. A
 * change that waits only because Azure throttles its author lets the changes of others pass, and so does one that
 * has no deadline; when all of them wait so, it is the one that is due first.
 */
function nextChange(queue: readonly ChangeRow[], now: number): ChangeRow | undefined {
  const aside = queue.filter((row) => standsAside(row) && !isDue(row, now));
  const slowed = new Set(aside.map(({ grantId }) => grantId));
  const others = queue.filter(({ grantId }) => !slowed.has(grantId));
  return (
    queue.find((row) => isInHand(row) && !aside.includes(row)) ??
    others[0] ??
    aside.sort((a, b) => (a.wakeAt ?? 0) - (b.wakeAt ?? 0))[0]
  );
}

function standsAside({ state, wait, expiryOf }: ChangeRow): boolean {
  return state === 'waiting' && (wait?.code === 'throttled' || expiryOf !== undefined);
}

function isInHand({ state }: ChangeRow): boolean {
  return isAtWork(state) && state !== 'queued';
}

function isDue({ wakeAt }: ChangeRow, now: number): boolean {
  return wakeAt === undefined || wakeAt <= now;
}

function step(turn: Turn, change: ChangeRow, { rows, unread }: Legible): Promise<void> {
  const behind = rows.filter((other) => other !== change);
  switch (change.next) {
    case 'read':
      return unread > 0 ? stepAside(turn, change) : stepRead(turn, change, behind);
    case 'settle':
      return stepSettle(turn, change, behind);
    case 'follow':
      return stepFollow(turn, change);
  }
}

function withSaves(works: Works, hear: (saved: readonly ChangeRow[]) => void): Works {
  const save: LedgerStore['save'] = async (rows, hold) => {
    const stored = await works.store.save(rows, hold);
    if (stored.saved) hear(stored.saved);
    return stored;
  };
  return { ...works, store: { ...works.store, save } };
}

/**
 * Wakes clusters that have a change due and no worker, ends changes that were parked for too long,
 * and deletes old ones.
 */
async function sweep(
  works: Works,
  { wake, conduct }: Pick<Worker, 'wake' | 'conduct'>,
): Promise<void> {
  const { store, clock, settings } = works;
  const now = clock.now();
  for (const clusterKey of await store.due(now)) wake(clusterKey);
  for (const row of await store.parkedSince(now - parkedLimitMs)) {
    if (isLeft(row, now)) await store.save([leave(row, now)]);
  }
  for (const batchId of await store.runningBatches()) conduct(batchId);
  await store.purge(now - settings.retentionMs);
}
