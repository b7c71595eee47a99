import { useCallback, useRef, useState } from 'react';
import { filterOf } from '#lib/clusters/fleet/search-query';
import {
  countSelected,
  everything,
  nothing,
  type Selection,
  withKeys,
} from '#lib/clusters/fleet/selection';
import { askKeys } from './ask-rows.ts';
import type { ShownList } from './rows-store.ts';

type Kept = {
  readonly selection: Selection;
  /** The filter in which it was made. */
  readonly filter: string;
  /** The selection was made under another filter, so some of it may not be in the list that is shown. */
  readonly across: boolean;
};

const none: Kept = { selection: nothing, filter: '', across: false };

// Looking into a cluster and coming back must not cost a selection. Only a browser ever writes it, and
// leaving the console, as signing out does, ends it.
let kept = none;

/** Forgets what is selected: a plan for it has started, and whoever comes back to the list begins anew. */
export function forgetSelection(): void {
  kept = none;
}

/** What is selected in a list and the acts that change it. */
export type Selecting = {
  readonly selection: Selection;
  readonly count: number;
  readonly across: boolean;
  readonly selectAll: () => void;
  readonly clear: () => void;
  /** Selects the row at a place or not, and remembers it as where a run begins. */
  readonly set: (at: number, on: boolean) => void;
  /**
   * Selects or deselects all rows from where the run began up to this place, as the first of them is.
   * A run that did not reach to `from`, where the focus is, begins there.
   */
  readonly reach: (at: number, from?: number) => void;
};

/** The selection in a list, kept while the search changes; "all" belongs to one filter alone. */
export function useSelection(list: ShownList): Selecting {
  const [state, setState] = useState(kept);
  const put = useCallback((next: Kept) => {
    kept = next;
    setState(next);
  }, []);
  const filter = filterOf(list.query);
  const own = inFilter(state, filter);
  // Where a run began, what was selected before it, and which of its keys somebody waits for.
  const run = useRef({ at: 0, end: 0, on: true, before: nothing, asked: 0 });
  const choose = (selection: Selection) =>
    put({ ...own, selection, filter: ownFilter(own, filter) });

  const set = (at: number, on: boolean) => {
    const key = list.rows.get(at)?.key;
    if (key === undefined) return;
    run.current = { at, end: at, on, before: own.selection, asked: run.current.asked + 1 };
    choose(withKeys(own.selection, [key], on));
  };
  const reach = async (at: number, from = run.current.end) => {
    const asked = run.current.asked + 1;
    const goesOn = from === run.current.end;
    run.current = goesOn
      ? { ...run.current, end: at, asked }
      : { at: from, end: at, on: true, before: own.selection, asked };
    const { on, before } = run.current;
    const keys = await keysBetween(list, run.current.at, at);
    if (run.current.asked === asked) choose(withKeys(before, keys, on));
  };
  return {
    selection: own.selection,
    across: own.across,
    set,
    count: countSelected(own.selection, list.total),
    selectAll: () => put({ selection: everything, filter, across: false }),
    clear: () => put(none),
    reach: (at, from) => void reach(at, from).catch(() => undefined),
  };
}

function inFilter(state: Kept, filter: string): Kept {
  if (state.filter === filter || countSelected(state.selection, Number.MAX_SAFE_INTEGER) === 0) {
    return state;
  }
  return state.selection.kind === 'all' ? none : { ...state, across: true };
}

/**
 * The filter that a selection counts as made in: where it began; an empty one, where it is shown now.
 */
function ownFilter({ selection, filter }: Kept, now: string): string {
  return selection.kind === 'some' && selection.keys.size > 0 ? filter : now;
}

/** The keys of the rows between two places; those that have not been fetched are asked for. */
async function keysBetween(list: ShownList, a: number, b: number): Promise<readonly string[]> {
  const [from, to] = [Math.min(a, b), Math.max(a, b)];
  const known: string[] = [];
  for (let at = from; at <= to; at += 1) {
    const row = list.rows.get(at);
    if (row === undefined) return askKeys(list.query, from, to - from + 1);
    known.push(row.key);
  }
  return known;
}
