import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { isSelected } from '#lib/clusters/fleet/selection';
import type { ShownList } from './rows-store.ts';
import type { Selecting } from './use-selection.ts';

/** Rows by the keyboard: which one is its place, and what a key does there. */
export type RowKeys = {
  /** The row that Tab comes back to, and that stays drawn wherever one scrolls. */
  readonly active: number | undefined;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onKeyUp: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (event: { readonly target: EventTarget }) => void;
};

/** A page of rows, a screen less what one wants to see again. */
const pageRows = 10;

const moves: Readonly<Record<string, (at: number, total: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at) => at + pageRows,
  PageUp: (at) => at - pageRows,
  Home: () => 0,
  End: (_, total) => total - 1,
};

/**
 * Arrows move through rows, with Shift they select on the way; Space selects, Enter opens, Ctrl or ⌘
 * and A selects all, Escape nothing. Ctrl or ⌘ and Enter goes on with what is selected: by Tab, every row
 * lies before that. The focus is on a control of the row, so what is read out is that.
 */
export function useRowKeys(
  body: RefObject<HTMLElement | null>,
  list: ShownList,
  selecting: Selecting | undefined,
): RowKeys {
  const [active, setActive] = useState<number>();
  const going = useRef<number>(undefined);
  // After the row has been drawn, which may be far from where one was.
  useLayoutEffect(() => {
    if (going.current === undefined) return;
    controlOf(body.current, going.current)?.focus();
    going.current = undefined;
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = placeOf(event.target);
    if (at === undefined || event.altKey) return;
    const done = event.ctrlKey || event.metaKey ? withControl(event) : plain(event, at);
    if (done) event.preventDefault();
  };

  const withControl = ({ key, target }: KeyboardEvent) => {
    if (selecting === undefined) return false;
    if (key === 'Enter') return selecting.count > 0 && goOn(target);
    if (key.toLowerCase() !== 'a') return false;
    selecting.selectAll();
    return true;
  };

  const plain = ({ key, shiftKey, target }: KeyboardEvent, at: number) => {
    const move = moves[key];
    if (move !== undefined) {
      const to = Math.min(Math.max(move(at, list.total), 0), list.total - 1);
      if (shiftKey) selecting?.reach(to, at);
      going.current = to;
      setActive(to);
      return true;
    }
    if (selecting === undefined) return false;
    if (key === 'Escape' && selecting.count > 0) {
      selecting.clear();
      return true;
    }
    if (!isBox(target)) return false;
    // Else it would send the form, as Enter does in one.
    if (key === 'Enter') return open(body.current, at);
    return key === ' ' && at >= 0 && toggle(at, shiftKey, selecting);
  };

  const toggle = (at: number, run: boolean, { selection, set, reach }: Selecting) => {
    const row = list.rows.get(at);
    if (row === undefined) return true;
    if (run) reach(at);
    else set(at, !isSelected(selection, row.key));
    return true;
  };

  const onFocus = ({ target }: { readonly target: EventTarget }) => {
    const at = placeOf(target);
    if (at !== undefined && at >= 0) setActive(at);
  };
  return { active, onKeyDown, onKeyUp, onFocus };
}

/** Firefox checks a box when the key comes up, whatever became of its going down. */
function onKeyUp(event: KeyboardEvent<HTMLElement>): void {
  const isOfRow = (placeOf(event.target) ?? -1) >= 0;
  if (event.key === ' ' && isOfRow && isBox(event.target)) event.preventDefault();
}

/** As the button of what is selected, which is the first to send the form that the rows are in. */
function goOn(target: EventTarget): boolean {
  const form = target instanceof Element ? target.closest('form') : null;
  form?.querySelector<HTMLButtonElement>('button[name="which"]')?.click();
  return true;
}

function open(body: HTMLElement | null, at: number): boolean {
  rowAt(body, at)?.querySelector('a')?.click();
  return true;
}

function controlOf(body: HTMLElement | null, at: number): HTMLElement | null | undefined {
  const row = rowAt(body, at);
  return row?.querySelector<HTMLElement>('input') ?? row?.querySelector('a');
}

function rowAt(body: HTMLElement | null, at: number): Element | null | undefined {
  return body?.querySelector(`[aria-rowindex="${at + 2}"]`);
}

/** The head is at -1. */
function placeOf(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest('[aria-rowindex]') : null;
  return row === null ? undefined : Number(row.getAttribute('aria-rowindex')) - 2;
}

function isBox(target: EventTarget): boolean {
  return target instanceof HTMLInputElement;
}
