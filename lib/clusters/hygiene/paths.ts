import { type FleetView, viewHref } from '#lib/clusters/fleet/view-url';
import type { HygieneKind } from './kinds.ts';

/** What could be tidied in the clusters of the view; with `kind` the lines of that alone. */
export function hygieneHref(
  view: FleetView,
  kind?: HygieneKind,
  changes: Partial<FleetView> = { page: 1 },
): `/clusters/hygiene${string}` {
  const path = kind === undefined ? '' : (`/${kind}` as const);
  return viewHref(`/clusters/hygiene${path}`, view, changes);
}
