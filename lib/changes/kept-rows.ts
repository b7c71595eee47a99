import type { LedgerStore } from './ports.ts';
import type { ChangeRow } from './row.ts';

/** A store that remembers the last rows that were stored through it. */
export type KeptRows = {
  readonly store: LedgerStore;
  /**
   * A row by id and version if it was stored through here a moment ago, which saves reading it back;
   * otherwise undefined.
   */
  rowAt(id: string, version: number): Promise<ChangeRow | undefined>;
};

const rowsAtMost = 500;

/**
 * Wraps a store so that the newest rows stored through it are kept. A version of a row never changes,
 * so a kept one cannot be out of date.
 */
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
