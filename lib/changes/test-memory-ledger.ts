import type { BatchStore } from '#lib/changes/batch/ports';
import { memoryBatches } from '#lib/changes/batch/test-memory';
import { entriesWanted, mayHaveLanded } from '#lib/changes/shown/effects';
import { isAtWork, isIdle, stateWords } from '#lib/changes/shown/words';
import { sameEntry } from '#lib/ranges/entry';
import type { FleetLedger } from './fleet-ports.ts';
import type { Hold, LedgerStore, Saved } from './ports.ts';
import type { ChangeRow } from './row.ts';
import { memoryFleet } from './test-memory-fleet.ts';
import {
  addRow,
  areCurrent,
  emptyTables,
  inOrder,
  putRow,
  type Tables,
  whole,
} from './test-memory-tables.ts';

/**
 * The ledger in memory, with the rules of the one in PostgreSQL: for tests over thousands of schedules.
 * `now` is its own clock.
 */
export function memoryLedger(now: () => number = Date.now): LedgerStore {
  const tables = emptyTables();
  return {
    ...writesOf(tables),
    ...readsOf(tables, now),
    ...memoryFleet(() => inOrder(tables).toReversed()),
    ...leasesOf(tables, now),
    ...memoryBatches(tables),
  };
}

type Writes = 'insert' | 'save' | 'purge' | 'listen';

function writesOf(tables: Tables): Pick<LedgerStore, Writes> {
  const { rows, batches, listeners } = tables;
  return {
    async insert(row, along = []) {
      const isSame = (other: ChangeRow) =>
        other.grantId === row.grantId && other.idempotencyKey === row.idempotencyKey;
      const earlier = inOrder(tables).find(isSame);
      if (earlier) return earlier;
      for (const each of along) addRow(tables, each);
      return addRow(tables, row);
    },
    async save(moved, hold): Promise<Saved> {
      if (hold && !holds(tables, hold)) return { why: 'fenced' };
      if (!areCurrent(tables, moved)) return { why: 'moved' };
      return { saved: moved.map((row) => putRow(tables, { ...row, version: row.version + 1 })) };
    },
    async purge(endedBefore) {
      const isOld = (row: ChangeRow) => stateWords[row.state].ends && row.stateSince < endedBefore;
      const old = inOrder(tables).filter(isOld);
      for (const { id } of old) rows.delete(id);
      const left = new Set([...rows.values()].map(({ batch }) => batch?.id));
      for (const { id, createdAt } of batches.values()) {
        if (createdAt < endedBefore && !left.has(id)) batches.delete(id);
      }
      return old.length;
    },
    async listen(onEvent, _, onBatch = () => {}) {
      const listener = { onEvent, onBatch };
      listeners.add(listener);
      return async () => {
        listeners.delete(listener);
      };
    },
  };
}

type Reads = Exclude<keyof LedgerStore, Writes | Leases | keyof FleetLedger | keyof BatchStore>;

function readsOf(tables: Tables, now: () => number): Pick<LedgerStore, Reads> {
  const of = (clusterKey: string) => inOrder(tables).filter((row) => row.clusterKey === clusterKey);
  const isHeld = (key: string) =>
    (tables.leases.get(key)?.until ?? Number.NEGATIVE_INFINITY) >= now();
  return {
    find: async (id) => tables.rows.get(id),
    onCluster: async (clusterKey, limit) => of(clusterKey).toReversed().slice(0, limit),
    doneOf: async (clusterKey, grantId, limit) =>
      of(clusterKey)
        .filter((row) => row.grantId === grantId && row.state === 'done')
        .toReversed()
        .slice(0, limit),
    movedSince: async (clusterKey, since) =>
      whole(of(clusterKey).filter(({ stateSince }) => stateSince >= since)),
    landedSince: async (since, grantId) => {
      const landed = inOrder(tables).filter(
        ({ state, stateSince }) => mayHaveLanded.includes(state) && stateSince >= since,
      );
      const latest = (some: readonly ChangeRow[]) =>
        some.length === 0 ? undefined : Math.max(...some.map(({ stateSince }) => stateSince));
      return [...Map.groupBy(landed, (row) => row.clusterKey)].map(([clusterKey, some]) => ({
        clusterKey,
        at: latest(some) ?? 0,
        ownAt: latest(some.filter((row) => row.grantId === grantId && stateWords[row.state].ends)),
      }));
    },
    askedFor: async (clusterKey, range) =>
      whole(
        of(clusterKey).filter(({ intents }) =>
          intents.flatMap(entriesWanted).some((entry) => sameEntry(entry, range)),
        ),
      ),
    ...ofGrants(tables),
    queue: async (clusterKey) => whole(of(clusterKey).filter(isToBeWorkedAt)),
    putsSince: async (clusterKey, since) =>
      of(clusterKey).flatMap(({ puts }) => puts.filter((at) => at >= since)),
    due: async (by) => {
      const isDue = (row: ChangeRow) => isToBeWorkedAt(row) && (row.wakeAt ?? by) <= by;
      const keys = new Set(
        inOrder(tables)
          .filter(isDue)
          .map((row) => row.clusterKey),
      );
      return [...keys].filter((key) => !isHeld(key));
    },
    parkedSince: async (before) =>
      inOrder(tables).filter(({ state, stateSince }) => isIdle(state) && stateSince < before),
  };
}

function ofGrants(tables: Tables): Pick<LedgerStore, 'unfinishedOf' | 'parkedOf' | 'grantsAtWork'> {
  return {
    unfinishedOf: async (grantId, { state, alone = false, limit } = {}) =>
      inOrder(tables)
        .filter((row) => row.grantId === grantId && !stateWords[row.state].ends)
        .filter((row) => state === undefined || row.state === state)
        .filter(({ batch }) => !alone || batch === undefined)
        .slice(0, limit),
    parkedOf: async (grantId, limit) =>
      firstOfActs(
        inOrder(tables).filter((row) => row.grantId === grantId && stateWords[row.state].parked),
      ).slice(0, limit),
    grantsAtWork: async () => [
      ...new Set(
        inOrder(tables)
          .filter((row) => !stateWords[row.state].ends)
          .map((row) => row.grantId),
      ),
    ],
  };
}

/** Of each batch the first; and what is in none. */
function firstOfActs(rows: readonly ChangeRow[]): readonly ChangeRow[] {
  const acts = Map.groupBy(rows, ({ id, batch }) => batch?.id ?? id);
  return [...acts.values()].flatMap(([first]) => first ?? []);
}

function isToBeWorkedAt({ state, batch, wakeAt }: ChangeRow): boolean {
  const looksAgain = state === 'needs-confirmation' && wakeAt !== undefined;
  return isAtWork(state) || (batch === undefined && (state === 'held' || looksAgain));
}

type Leases = 'takeLease' | 'renewLease' | 'releaseLease';

function leasesOf(tables: Tables, now: () => number): Pick<LedgerStore, Leases> {
  const { leases } = tables;
  return {
    async takeLease(clusterKey, forMs) {
      const current = leases.get(clusterKey);
      if (current && current.until >= now()) return undefined;
      tables.count += 1;
      leases.set(clusterKey, { fence: tables.count, until: now() + forMs });
      return { clusterKey, fence: tables.count };
    },
    async renewLease(hold, forMs) {
      if (!holds(tables, hold)) return false;
      leases.set(hold.clusterKey, { fence: hold.fence, until: now() + forMs });
      return true;
    },
    async releaseLease(hold) {
      if (holds(tables, hold)) leases.delete(hold.clusterKey);
    },
  };
}

function holds({ leases }: Tables, { clusterKey, fence }: Hold): boolean {
  return leases.get(clusterKey)?.fence === fence;
}
