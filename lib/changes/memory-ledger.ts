import { sameEntry } from '#lib/ranges/entry';
import { entriesWanted, mayHaveLanded } from './lost-entries.ts';
import type { ChangeEvent, Hold, LedgerStore, Saved } from './ports.ts';
import type { ChangeRow } from './row.ts';
import { stateWords } from './words.ts';

type Tables = {
  readonly rows: Map<string, ChangeRow>;
  readonly leases: Map<string, { readonly fence: number; readonly until: number }>;
  readonly listeners: Set<(event: ChangeEvent) => void>;
  /** Counts rows and leases, so that neither order nor fence ever repeats. */
  count: number;
};

/** The ledger in memory, with the rules of the one in PostgreSQL: for tests over thousands of schedules. */
export function memoryLedger(): LedgerStore {
  const tables: Tables = {
    rows: new Map(),
    leases: new Map(),
    listeners: new Set(),
    count: 0,
  };
  return { ...writesOf(tables), ...readsOf(tables), ...leasesOf(tables) };
}

type Writes = 'insert' | 'save' | 'purge' | 'listen';

function writesOf(tables: Tables): Pick<LedgerStore, Writes> {
  const { rows, listeners } = tables;
  const put = (row: ChangeRow): ChangeRow => {
    const kept = frozenCopy(row);
    rows.set(row.id, kept);
    for (const listener of listeners) listener(kept);
    return kept;
  };
  return {
    async insert(row) {
      const isSame = (other: ChangeRow) =>
        other.grantId === row.grantId && other.idempotencyKey === row.idempotencyKey;
      const earlier = inOrder(tables).find(isSame);
      if (earlier) return earlier;
      tables.count += 1;
      return put({ ...row, seq: tables.count });
    },
    async save(moved, hold): Promise<Saved> {
      if (hold && !isHeld(tables, hold)) return { why: 'fenced' };
      const isCurrent = ({ id, version }: ChangeRow) => rows.get(id)?.version === version;
      if (!moved.every(isCurrent)) return { why: 'moved' };
      return { saved: moved.map((row) => put({ ...row, version: row.version + 1 })) };
    },
    async purge(endedBefore) {
      const isOld = (row: ChangeRow) => stateWords[row.state].ends && row.stateSince < endedBefore;
      const old = inOrder(tables).filter(isOld);
      for (const { id } of old) rows.delete(id);
      return old.length;
    },
    async listen(onEvent) {
      listeners.add(onEvent);
      return async () => {
        listeners.delete(onEvent);
      };
    },
  };
}

type Reads = Exclude<keyof LedgerStore, Writes | Leases>;

function readsOf(tables: Tables): Pick<LedgerStore, Reads> {
  const of = (clusterKey: string) => inOrder(tables).filter((row) => row.clusterKey === clusterKey);
  const isFree = (key: string, now: number) => (tables.leases.get(key)?.until ?? now - 1) < now;
  return {
    find: async (id) => tables.rows.get(id),
    onCluster: async (clusterKey, limit) => of(clusterKey).toReversed().slice(0, limit),
    doneOf: async (clusterKey, grantId, limit) =>
      of(clusterKey)
        .filter((row) => row.grantId === grantId && row.state === 'done')
        .toReversed()
        .slice(0, limit),
    movedSince: async (clusterKey, since) =>
      of(clusterKey).filter(({ stateSince }) => stateSince >= since),
    landedSince: async (since) => {
      const landed = inOrder(tables).filter(
        ({ state, stateSince }) => mayHaveLanded.includes(state) && stateSince >= since,
      );
      const latest = new Map<string, number>();
      for (const { clusterKey, stateSince } of landed) {
        latest.set(clusterKey, Math.max(stateSince, latest.get(clusterKey) ?? 0));
      }
      return Array.from(latest, ([clusterKey, at]) => ({ clusterKey, at }));
    },
    askedFor: async (clusterKey, range) =>
      of(clusterKey).filter(({ intents }) =>
        intents.flatMap(entriesWanted).some((entry) => sameEntry(entry, range)),
      ),
    unfinishedOf: async (grantId) =>
      inOrder(tables).filter((row) => row.grantId === grantId && !stateWords[row.state].ends),
    grantsAtWork: async () => [
      ...new Set(
        inOrder(tables)
          .filter((row) => !stateWords[row.state].ends)
          .map((row) => row.grantId),
      ),
    ],
    queue: async (clusterKey) => of(clusterKey).filter(isWorking),
    putsSince: async (clusterKey, since) =>
      of(clusterKey).flatMap(({ puts }) => puts.filter((at) => at >= since)),
    due: async (now) => {
      const isDue = (row: ChangeRow) => isWorking(row) && (row.wakeAt ?? now) <= now;
      const keys = new Set(
        inOrder(tables)
          .filter(isDue)
          .map((row) => row.clusterKey),
      );
      return [...keys].filter((key) => isFree(key, now));
    },
    parkedSince: async (before) =>
      inOrder(tables).filter((row) => stateWords[row.state].parked && row.stateSince < before),
  };
}

type Leases = 'takeLease' | 'renewLease' | 'releaseLease';

function leasesOf(tables: Tables): Pick<LedgerStore, Leases> {
  const { leases } = tables;
  return {
    async takeLease(clusterKey, now, until) {
      const current = leases.get(clusterKey);
      if (current && current.until >= now) return undefined;
      tables.count += 1;
      leases.set(clusterKey, { fence: tables.count, until });
      return { clusterKey, fence: tables.count };
    },
    async renewLease(hold, until) {
      if (!isHeld(tables, hold)) return false;
      leases.set(hold.clusterKey, { fence: hold.fence, until });
      return true;
    },
    async releaseLease(hold) {
      if (isHeld(tables, hold)) leases.delete(hold.clusterKey);
    },
  };
}

function inOrder({ rows }: Tables): ChangeRow[] {
  return [...rows.values()].sort((a, b) => a.seq - b.seq);
}

/** What is stored is nobody's to change, and is handed out as it is: a copy for each look took half the time. */
function frozenCopy<T>(value: T): T {
  return deepFreeze(structuredClone(value));
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}

function isHeld({ leases }: Tables, { clusterKey, fence }: Hold): boolean {
  return leases.get(clusterKey)?.fence === fence;
}

function isWorking({ state }: ChangeRow): boolean {
  return !stateWords[state].ends && !stateWords[state].parked;
}
