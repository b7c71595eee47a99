import { addRow, areCurrent, frozenCopy, inOrder, putRow, type Tables } from './memory-tables.ts';
import type { BatchStore } from './ports.ts';
import type { ChangeRow } from './row.ts';
import { stateWords } from './words.ts';

/** The batches of the ledger in memory. */
export function memoryBatches(tables: Tables): BatchStore {
  const { rows, batches, listeners } = tables;
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
    placesOfBatch: async (batchId) =>
      changesOf(batchId).map(({ id, batch, state, failure }) => ({
        ...{ id, state, failure },
        place: batch?.place ?? 0,
      })),
    findAll: async (ids) =>
      ids.flatMap((id) => {
        const row = rows.get(id);
        return row ? [row] : [];
      }),
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
