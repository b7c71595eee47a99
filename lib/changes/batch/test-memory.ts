import type { ChangeRow } from '#lib/changes/row';
import { pacePlaces, type StateCounts } from '#lib/changes/shown/batch-outcomes';
import { isAtWork, stateWords } from '#lib/changes/shown/words';
import {
  addRow,
  areCurrent,
  frozen,
  inOrder,
  putRow,
  type Tables,
  whole,
} from '#lib/changes/test-memory-tables';
import { moveTo } from '#lib/changes/transitions';
import { undoKeyStart } from '#lib/changes/undo-key';
import { badEndings, maybeSent, provingStates, waitingStates } from './decide.ts';
import type { BatchStore, BatchUndo, BatchWork, SentPlace } from './ports.ts';

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
      batches.set(batch.id, frozen(batch));
    },
    findBatch: async (id) => batches.get(id),
    ownerOfBatch: async (id) => batches.get(id)?.grantId,
    batchesOf: async (grantId, { started, limit, offset = 0 }) =>
      [...batches.values()]
        .filter((batch) => batch.grantId === grantId && (batch.state !== 'draft') === started)
        .sort((a, b) => b.createdAt - a.createdAt)
        .slice(offset, limit === undefined ? undefined : offset + limit)
        .map(({ draft: { clusters: _, ways: __, ...draft }, ...batch }) => {
          return { batch: { ...batch, draft }, counts: countsOf(changesOf(batch.id)) };
        }),
    countBatches: async (grantId) => {
      const mine = [...batches.values()].filter((batch) => batch.grantId === grantId);
      const drafts = mine.filter(({ state }) => state === 'draft').length;
      return { started: mine.length - drafts, drafts };
    },
    runningBatches: async () =>
      [...batches.values()].filter(({ state }) => state === 'running').map(({ id }) => id),
    clustersOfBatch: async (id) => [...new Set(changesOf(id).map((row) => row.clusterKey))],
    resultsOfBatch: async (id, { after, limit }) =>
      changesOf(id)
        .filter(({ batch }) => batch !== undefined && batch.place > after)
        .slice(0, limit)
        .map((row) => ({
          row,
          place: row.batch?.place ?? 0,
          clusterKey: row.clusterKey,
          before: row.before?.length,
          after: (row.landed ?? row.after)?.length,
        })),
    placesOfBatch: async (id, { states, limit, offset = 0 }) =>
      whole(
        states
          .flatMap((state) => changesOf(id).filter((row) => row.state === state))
          .slice(offset, limit === undefined ? undefined : offset + limit),
      ),
    ...sentOf(tables),
    progressOfBatch: async (id) => {
      const rows = changesOf(id);
      return { counts: countsOf(rows), usualMs: usualMs(rows), waitsUntil: waitsUntil(rows) };
    },
    cancelHeld: async (of, now) => cancelHeld(tables, of, now),
    workOfBatch: async (id, now, limit) => workOf(changesOf(id), now, limit),
    async saveBatch(batch, { add = [], move = [] } = {}) {
      if (batches.get(batch.id)?.version !== batch.version) return false;
      if (!areCurrent(tables, move)) return false;
      batches.set(batch.id, frozen({ ...batch, version: batch.version + 1 }));
      for (const row of add) addRow(tables, row);
      for (const row of move) putRow(tables, { ...row, version: row.version + 1 });
      for (const { onBatch } of listeners) onBatch(batch.id);
      return true;
    },
  };
}

function cancelHeld(
  tables: Tables,
  of: Parameters<BatchStore['cancelHeld']>[0],
  now: number,
): readonly string[] {
  const isMeant = ({ grantId, batch, state }: ChangeRow) =>
    state === 'held' &&
    batch !== undefined &&
    ('batchId' in of ? batch.id === of.batchId : grantId === of.grantId);
  const held = inOrder(tables).filter(isMeant);
  const ids = new Set(held.map(({ id }) => id));
  const ends = inOrder(tables).filter(
    ({ expiryOf = '', state }) => state === 'held' && ids.has(expiryOf),
  );
  for (const row of held) {
    putRow(tables, { ...moveTo(row, 'cancelled', now), version: row.version + 1 });
  }
  for (const row of ends) {
    const spared = moveTo(row, 'cancelled', now, { spared: 'not-added' });
    putRow(tables, { ...spared, version: row.version + 1 });
  }
  return [...new Set(held.flatMap(({ batch }) => batch?.id ?? []))];
}

/** How the newest changes of a batch's places stand. */
export function workOf(changes: readonly ChangeRow[], now: number, limit: number): BatchWork {
  const held = changes.filter(({ state }) => state === 'held');
  const due = held.filter(({ wakeAt = now }) => wakeAt <= now);
  const wasBusy = ({ wakeAt }: ChangeRow) => Number(wakeAt !== undefined);
  return {
    atWork: changes.filter(({ state }) => isAtWork(state)).length,
    later: held.length - due.length,
    parked: changes.filter(({ state }) => stateWords[state].parked).length,
    signIn: changes.some(({ state }) => state === 'needs-sign-in'),
    next: due.sort((a, b) => wasBusy(a) - wasBusy(b)).slice(0, limit),
    bad: changes
      .filter(({ state }) => badEndings.includes(state))
      .map(({ id, batch, state, failure }) => ({
        id,
        place: batch?.place ?? 0,
        state,
        failure,
      })),
    proven: changes.some(({ state, alreadySo }) => provingStates.includes(state) && !alreadySo),
    unread: 0,
  };
}

function sentOf(tables: Tables): Pick<BatchStore, 'undosOf' | 'sentByBatch' | 'countCarriedOut'> {
  const { batches } = tables;
  const changesOf = (id: string) => inOrder(tables).filter(({ batch }) => batch?.id === id);
  const stands = (undos: readonly BatchUndo[]) => {
    const ids = undos.map((undo) => undo.id);
    const carriedOut = inOrder(tables).filter(({ state }) => provingStates.includes(state));
    const isUndoOf = (row: ChangeRow) => (undo: ChangeRow) =>
      undo.clusterKey === row.clusterKey &&
      undo.seq > row.seq &&
      (ids.includes(undo.batch?.id ?? '') ||
        (undo.grantId === row.grantId &&
          undo.idempotencyKey.startsWith(`${undoKeyStart}${row.id}`)));
    return (row: ChangeRow) => !carriedOut.some(isUndoOf(row));
  };
  return {
    undosOf: async ({ id, grantId }) =>
      [...batches.values()]
        .filter(({ draft, ...batch }) => batch.grantId === grantId && draft.undoes?.batch === id)
        .flatMap(({ id: undo, startedAt }) =>
          startedAt === undefined ? [] : [{ id: undo, startedAt }],
        ),
    sentByBatch: async (id, { after, limit, undos }) =>
      lastSent(changesOf(id))
        .filter(stands(undos))
        .map(sentPlace)
        .filter(({ place }) => place > after)
        .sort((a, b) => a.place - b.place)
        .slice(0, limit),
    countCarriedOut: async (id, undos) =>
      changesOf(id)
        .filter(stands(undos))
        .filter(({ state, puts }) => provingStates.includes(state) && puts.length > 0).length,
  };
}

/** Of each place the last change that was carried out or may have been; `all` are in order of arrival. */
function lastSent(all: readonly ChangeRow[]): readonly ChangeRow[] {
  const isDenied = ({ state, sent }: ChangeRow) => state === 'cancelled' && sent !== undefined;
  const maybe = all.filter(
    (row) => row.puts.length > 0 && (maybeSent.includes(row.state) || isDenied(row)),
  );
  return [...new Map(maybe.map((row) => [row.batch?.place, row])).values()];
}

function sentPlace({ batch, state, before, after, ...row }: ChangeRow): SentPlace {
  const { clusterKey, resourceUid, alreadySo } = row;
  const isSure = provingStates.includes(state) && alreadySo !== true;
  const isKnown = isSure && before !== undefined && after !== undefined;
  const did = isKnown ? { before, after } : undefined;
  return { place: batch?.place ?? 0, clusterKey, resourceUid, did };
}

function countsOf(changes: readonly ChangeRow[]): StateCounts {
  const counts: Partial<Record<ChangeRow['state'], number>> = {};
  for (const { state } of changes) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

function usualMs(changes: readonly ChangeRow[]): number | undefined {
  const sent = changes.filter(({ state, puts }) => state === 'done' && puts.length > 0);
  const done = sent.slice(-pacePlaces);
  if (done.length === 0) return undefined;
  const took = done.map(({ stateSince, wantedSince }) => stateSince - wantedSince);
  return took.reduce((sum, ms) => sum + ms, 0) / took.length;
}

function waitsUntil(changes: readonly ChangeRow[]): number | undefined {
  const waiting = changes.filter(({ state }) => waitingStates.includes(state));
  const moments = waiting.flatMap(({ wakeAt }) => wakeAt ?? []);
  return moments.length === 0 ? undefined : Math.max(...moments);
}
