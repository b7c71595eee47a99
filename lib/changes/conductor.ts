import type { BatchRow } from './batch-row.ts';
import { batchSideBySide, decideBatch } from './decide-batch.ts';
import type { ChangeRow } from './row.ts';
import { moveTo } from './transitions.ts';
import type { Works } from './turn.ts';

/** Lets the changes of batches go in their turn. It knows nothing that is not stored. */
type Conductor = {
  /** Something has happened to a change of this batch, or to the batch itself. */
  conduct(batchId: string): void;
  /** Resolves when what is in hand is stored. */
  idle(): Promise<void>;
};

/** `wake` hears of each cluster that has been let go. */
export function makeConductor(works: Works, wake: (clusterKey: string) => void): Conductor {
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();

  const conduct = (batchId: string) => {
    if (running.has(batchId)) again.add(batchId);
    else running.set(batchId, work(batchId));
  };

  const work = async (batchId: string) => {
    try {
      await step(works, batchId, wake);
    } catch (error) {
      // The sweep tries again.
      works.onError(error);
    } finally {
      running.delete(batchId);
      if (again.delete(batchId)) conduct(batchId);
    }
  };

  return {
    conduct,
    idle: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}

/** One decision, stored. Decided anew when somebody else has moved the batch or one of its changes. */
async function step(
  { store, clock, settings }: Works,
  batchId: string,
  wake: (clusterKey: string) => void,
): Promise<void> {
  for (;;) {
    const batch = await store.findBatch(batchId);
    if (batch?.state !== 'running') return;
    const now = clock.now();
    const work = await store.workOfBatch(batchId, now, batchSideBySide);
    const next = decideBatch(batch, work, { now, deadlineMs: settings.deadlineMs });
    switch (next.do) {
      case 'nothing':
        return;
      case 'end':
        if (await store.saveBatch({ ...batch, state: 'over' })) return;
        break;
      case 'stop':
        if (await store.saveBatch({ ...batch, state: 'stopped', stopped: next.stopped })) return;
        break;
      case 'note':
        if (await store.saveBatch({ ...batch, movedAt: now })) return;
        break;
      case 'let-go': {
        const move = next.rows.map((row) => letGo(row, batch, now));
        if (!(await store.saveBatch({ ...batch, movedAt: now }, { move }))) break;
        for (const { clusterKey } of move) wake(clusterKey);
        return;
      }
    }
  }
}

/**
 * Its author wants it from now on, as far as the deadline goes: until now nobody could have sent it. One
 * that was let go before, and found its cluster busy, is wanted since then, or since they said so again.
 */
function letGo(row: ChangeRow, { comesFrom, wantedSince = 0 }: BatchRow, now: number): ChangeRow {
  const about = comesFrom === undefined ? {} : { comesFrom };
  const isAgain = row.wakeAt !== undefined && row.wantedSince >= wantedSince;
  const since = isAgain ? row.wantedSince : now;
  return moveTo(row, 'queued', now, { wantedSince: since, wait: row.wait, ...about });
}
