import { formText, textsIn } from '#lib/changes/shown/form-text';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { rowsOfView } from '#lib/clusters/fleet/view';
import { viewOfQuery } from '#lib/clusters/fleet/view-url';
import { clusterKey, parseClusterId } from '#lib/clusters/resource-id';

/** What the form of the list asks to change; `view` is the query of the list it was chosen in. */
type AskedSelection =
  | { readonly kind: 'nothing'; readonly view: string }
  | { readonly kind: 'some'; readonly view: string; readonly keys: readonly string[] }
  | { readonly kind: 'all'; readonly view: string; readonly except: ReadonlySet<string> };

/**
 * Reads the form: with script `selected` or `except`, a key a line, without it the boxes themselves.
 * Only the button that says so means all of the list.
 */
export function readSelection(form: FormData): AskedSelection {
  const view = new URLSearchParams(formText(form, 'view')).toString();
  if (formText(form, 'which') === 'all') {
    return { kind: 'all', view, except: new Set(keysIn([formText(form, 'except')])) };
  }
  const keys = keysIn([formText(form, 'selected'), ...textsIn(form, 'cluster')]);
  return keys.length === 0 ? { kind: 'nothing', view } : { kind: 'some', view, keys };
}

/** The keys of a view's clusters without those that were taken out. */
export function allBut(
  rows: readonly FleetRow[],
  { view, except }: AskedSelection & { readonly kind: 'all' },
  ownAddress: string | undefined,
): readonly string[] {
  return rowsOfView(rows, viewOfQuery(view), ownAddress)
    .map(({ id }) => clusterKey(id))
    .filter((key) => !except.has(key));
}

/** What is no cluster's id is left out: it could only come from a form that is not ours. */
function keysIn(texts: readonly string[]): readonly string[] {
  const lines = texts.flatMap((text) => text.split(/\s+/));
  const keys = lines.flatMap((line) => {
    const id = parseClusterId(line);
    return id.ok ? [clusterKey(id.value)] : [];
  });
  return [...new Set(keys)];
}
