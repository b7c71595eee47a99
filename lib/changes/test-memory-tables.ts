import type { BatchRow } from '#lib/changes/batch/row';
import type { ChangeEvent } from './ports.ts';
import type { ChangeRow, Legible } from './row.ts';

/** Who hears of what is stored. */
type MemoryListener = {
  readonly onEvent: (event: ChangeEvent) => void;
  readonly onBatch: (batchId: string) => void;
};

/** What the ledger in memory consists of. */
export type Tables = {
  readonly rows: Map<string, ChangeRow>;
  readonly batches: Map<string, BatchRow>;
  readonly leases: Map<string, { readonly fence: number; readonly until: number }>;
  readonly listeners: Set<MemoryListener>;
  /** Counts rows and leases, so that neither order nor fence ever repeats. */
  count: number;
};

/** Empty ones. */
export function emptyTables(): Tables {
  return {
    rows: new Map(),
    batches: new Map(),
    leases: new Map(),
    listeners: new Set(),
    count: 0,
  };
}

/** All changes in order of arrival: a map keeps the place of what is stored again. */
export function inOrder({ rows }: Tables): ChangeRow[] {
  return [...rows.values()];
}

/** Memory holds nothing that it cannot read. */
export function whole(rows: readonly ChangeRow[]): Legible {
  return { rows, unread: 0 };
}

/** Stores a row and tells. */
export function putRow({ rows, listeners }: Tables, row: ChangeRow): ChangeRow {
  const kept = frozen(row);
  rows.set(row.id, kept);
  for (const { onEvent } of listeners) onEvent(kept);
  return kept;
}

/** Stores a new row, behind all others. */
export function addRow(tables: Tables, row: ChangeRow): ChangeRow {
  tables.count += 1;
  return putRow(tables, { ...row, seq: tables.count });
}

/** Whether nobody has moved these since. */
export function areCurrent({ rows }: Tables, moved: readonly ChangeRow[]): boolean {
  return moved.every(({ id, version }) => rows.get(id)?.version === version);
}

/** What is stored is nobody's to change, neither who stored it nor who looks: frozen, it need not be copied. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
