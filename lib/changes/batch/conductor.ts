import type { ChangeRow } from '#lib/changes/row';
import type { Works } from '#lib/changes/steps/turn';
import { moveTo } from '#lib/changes/transitions';
import { batchSideBySide, decideBatch } from './decide.ts';
import type { BatchRow } from './row.ts';

/** Starts the changes of batches, each when it is its turn. Everything it knows is in the store. */
type Conductor = {
  /** To be called when a batch, or a change of it, was stored. */
  conduct(batchId: string): void;
  /** Resolves when no decision is being stored any more. */
  idle(): Promise<void>;
};

/** `wake` is called with the key of each cluster that has a change started. */
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

/**
 * Decides and stores one step of a batch. When somebody else has stored the batch or one of its
 * changes meanwhile, it decides anew.
 */
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
 * A held change as it is started. Its deadline counts from now, because nobody could have sent it
 * before; one that was started before and went back because its cluster was busy keeps its own. Where its author
 * comes from is what they said last, of it or of the batch, and so is that they want it.
 */
function letGo(row: ChangeRow, { comesFrom, wantedSince = 0 }: BatchRow, now: number): ChangeRow {
  const saidLast = row.wantedSince >= wantedSince;
  return moveTo(row, 'queued', now, {
    wantedSince: saidLast && row.wakeAt !== undefined ? row.wantedSince : now,
    wait: row.wait,
    comesFrom: saidLast ? row.comesFrom : (comesFrom ?? row.comesFrom),
  });
}
