import { endedBadly, provingStates } from './decide-batch.ts';
import { addRow, areCurrent, frozenCopy, inOrder, putRow, type Tables } from './memory-tables.ts';
import type { BatchStore, BatchWork } from './ports.ts';
import type { ChangeRow } from './row.ts';
import { isAtWork, stateWords } from './words.ts';

/** The batches of the ledger in memory. */
export function memoryBatches(tables: Tables): BatchStore {
  const { batches, listeners } = tables;
  const changesOf = (id: string): readonly ChangeRow[] => {
    const newest = new Map<number, ChangeRow>();
    for (const row of inOrder(tables)) {
      if (row.batch?.id === id) newest.set(row.batch.place, row);
    }
    return [...newest].sort(([a], [b]) => a - b).map(([, row]) => row);
  };
  return {
    async insertBatch(batch) {
      batches.set(batch.id, frozenCopy(batch));
    },
    findBatch: async (id) => batches.get(id),
    batchesOf: async (grantId, limit) =>
      [...batches.values()]
        .filter((batch) => batch.grantId === grantId)
        .sort((a, b) => b.createdAt - a.createdAt)
        .slice(0, limit)
        .map((batch) => {
          const states = changesOf(batch.id).map(({ state }) => state);
          const ended = states.filter((state) => stateWords[state].ends).length;
          return { batch, total: states.length, ended };
        }),
    runningBatches: async () =>
      [...batches.values()].filter(({ state }) => state === 'running').map(({ id }) => id),
    changesOfBatch: async (id) => changesOf(id),
    workOfBatch: async (id, limit) => workOf(changesOf(id), limit),
    async saveBatch(batch, { add = [], move = [] } = {}) {
      if (batches.get(batch.id)?.version !== batch.version) return false;
      if (!areCurrent(tables, move)) return false;
      batches.set(batch.id, frozenCopy({ ...batch, version: batch.version + 1 }));
      for (const row of add) addRow(tables, row);
      for (const row of move) putRow(tables, { ...row, version: row.version + 1 });
      for (const { onBatch } of listeners) onBatch(batch.id);
      return true;
    },
  };
}

/** How the newest changes of a batch's places stand. */
export function workOf(changes: readonly ChangeRow[], limit: number): BatchWork {
  return {
    atWork: changes.filter(({ state }) => isAtWork(state)).length,
    parked: changes.filter(({ state }) => stateWords[state].parked).length,
    next: changes.filter(({ state }) => state === 'held').slice(0, limit),
    bad: changes.filter(endedBadly).map(({ id, batch, state, failure }) => ({
      ...{ id, place: batch?.place ?? 0, state, failure },
    })),
    proven: changes.some(({ state, alreadySo }) => provingStates.includes(state) && !alreadySo),
  };
}
