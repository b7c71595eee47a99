import type { LedgerStore } from './ports.ts';
import type { ChangeRow } from './row.ts';

/** A store, and what went through it a moment ago. */
export type KeptRows = {
  readonly store: LedgerStore;
  /** The row with this version, if it was stored here; for whoever has heard of it and would read it back. */
  rowAt(id: string, version: number): Promise<ChangeRow | undefined>;
};

const rowsAtMost = 500;

/** Keeps the newest rows that are stored through it. A version of a row never changes, so none can be out of date. */
export function keepRows(store: LedgerStore): KeptRows {
  const rows = new Map<string, ChangeRow>();
  const underWay = new Map<string, Promise<unknown>>();

  const keep = (row: ChangeRow) => {
    rows.delete(row.id);
    rows.set(row.id, row);
    const [oldest] = rows.keys();
    if (rows.size > rowsAtMost && oldest !== undefined) rows.delete(oldest);
  };
  const save: LedgerStore['save'] = async (moved, hold) => {
    const saving = store.save(moved, hold);
    // Its event may be heard before its answer.
    const settled = saving.then(
      ({ saved = [] }) => saved.forEach(keep),
      () => {},
    );
    for (const { id } of moved) underWay.set(id, settled);
    await settled;
    for (const { id } of moved) if (underWay.get(id) === settled) underWay.delete(id);
    return saving;
  };

  return {
    store: { ...store, save },
    async rowAt(id, version) {
      await underWay.get(id);
      const row = rows.get(id);
      return row?.version === version ? row : undefined;
    },
  };
}
