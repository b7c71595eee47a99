import type { ChangeAct } from '#lib/changes/shown/acts-of';
import type { BatchAct } from '#lib/changes/shown/batch-view';

const ending: ReadonlySet<ChangeAct | BatchAct> = new Set([
  'cancel',
  'discard',
  'stop',
  'cancel-rest',
]);

/** Of what may be done, what sends nothing to Azure: all that is left where the console only looks. */
export function endingActs<Offer extends { readonly act: ChangeAct | BatchAct }>(
  acts: readonly Offer[],
): readonly Offer[] {
  return acts.filter(({ act }) => ending.has(act));
}
