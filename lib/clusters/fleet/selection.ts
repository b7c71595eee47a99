/**
 * Which clusters of a list are selected: some by their keys, or all but some. "All" needs no keys, so
 * that ten thousand are selected as quickly as one.
 */
export type Selection =
  | { readonly kind: 'some'; readonly keys: ReadonlySet<string> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<string> };

/** Nothing is selected. */
export const nothing: Selection = { kind: 'some', keys: new Set() };

/** Everything in the list is selected, also what has not been seen of it. */
export const everything: Selection = { kind: 'all', except: new Set() };

/** Whether the cluster of this key is selected. */
export function isSelected(selection: Selection, key: string): boolean {
  return selection.kind === 'some' ? selection.keys.has(key) : !selection.except.has(key);
}

/** How many of a list of `total` are selected. */
export function countSelected(selection: Selection, total: number): number {
  if (selection.kind === 'some') return selection.keys.size;
  return Math.max(0, total - selection.except.size);
}

/** The selection with these keys in it, or without them. */
export function withKeys(selection: Selection, keys: readonly string[], on: boolean): Selection {
  return selection.kind === 'some'
    ? { kind: 'some', keys: changed(selection.keys, keys, on) }
    : { kind: 'all', except: changed(selection.except, keys, !on) };
}

function changed(
  set: ReadonlySet<string>,
  keys: readonly string[],
  put: boolean,
): ReadonlySet<string> {
  const next = new Set(set);
  for (const key of keys) {
    if (put) next.add(key);
    else next.delete(key);
  }
  return next;
}
