import 'server-only';
import type { Batch } from '#lib/changes/batch/batch';
import { endingActs } from '#lib/changes/ending-acts';
import { type BatchView, batchView } from '#lib/changes/shown/batch-view';
import type { Change } from '#lib/changes/shown/change';
import { type ChangeView, changeView } from '#lib/changes/shown/change-view';
import { settings } from '#lib/settings';

/** Whether this console only looks (`READ_ONLY`). The ledger refuses then whatever is asked of it all the same. */
export function onlyLooks(): boolean {
  return settings().readOnly;
}

/** The act, or undefined where this console only looks: then the page does not offer it. */
export function offered<Act>(act: Act): Act | undefined {
  return onlyLooks() ? undefined : act;
}

/** A change as it is shown; where this console only looks, its author can end it, and no more. */
export function shownChange(change: Change, viewer: { readonly grantId: string }): ChangeView {
  const view = changeView(change, viewer);
  if (!onlyLooks()) return view;
  return { ...view, acts: endingActs(view.acts), findings: [], agrees: [], typeName: undefined };
}

/** A batch as it is shown; where this console only looks, its author can stop it, and no more. */
export function shownBatch(batch: Batch): BatchView {
  const view = batchView(batch);
  return onlyLooks() ? { ...view, acts: endingActs(view.acts) } : view;
}
