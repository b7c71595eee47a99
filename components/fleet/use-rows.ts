import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { askRows } from './ask-rows.ts';
import type { Span } from './row-runs.ts';
import { type FirstRows, RowsStore, type ShownList } from './rows-store.ts';

/**
 * How long rows have to be on the screen before they are fetched, in ms: rows that rush past are not.
 */
const restMs = 40;

/** The list that `wanted` asks for, as soon as it is here; until then the one before. */
export function useRows(
  first: FirstRows,
  wanted: string,
): { readonly list: ShownList; readonly store: RowsStore } {
  const [store] = useState(() => new RowsStore(first, askRows));
  const list = useSyncExternalStore(store.subscribe, store.list, store.list);
  useLayoutEffect(() => store.sync(first, wanted), [store, first, wanted]);
  useEffect(() => () => store.close(), [store]);
  return { list, store };
}

/** Has the store fetch the rows that are on the screen. */
export function useNeeded(store: RowsStore, { query, asOf }: ShownList, { from, to }: Span): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list has to be asked for anew.
  useEffect(() => {
    const timer = setTimeout(() => store.need(from, to), restMs);
    return () => clearTimeout(timer);
  }, [store, query, asOf, from, to]);
}
