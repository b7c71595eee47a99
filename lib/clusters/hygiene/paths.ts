import { type FleetView, fleetViewHref } from '#lib/clusters/fleet/view-url';
import type { HygieneKind } from './kinds.ts';

// Other pages about the clusters of a view. Each carries the whole view, so that its link, passed on, shows
// the same.

/** What could be tidied in the clusters of the view; with `kind` the lines of that finding. */
export function hygieneHref(
  view: FleetView,
  kind?: HygieneKind,
  changes: Partial<FleetView> = { page: 1 },
): `/clusters/hygiene${string}` {
  const path = kind === undefined ? '' : (`/${kind}` as const);
  return `/clusters/hygiene${path}${queryOf(view, changes)}`;
}

/** What was asked of the clusters of the view. */
export function changesHref(view: FleetView): `/clusters/changes${string}` {
  return `/clusters/changes${queryOf(view, { page: 1 })}`;
}

/** The view as fields of a form, without the page. */
export function viewFields(view: FleetView): readonly [name: string, value: string][] {
  return [...new URLSearchParams(queryOf(view, { page: 1 }))];
}

/** True when the view leaves clusters out. */
export function isFiltered(view: FleetView): boolean {
  return queryOf(view, { page: 1, per: 50, sort: 'name', dir: 'asc' }) !== '';
}

function queryOf(view: FleetView, changes: Partial<FleetView>): string {
  return fleetViewHref(view, changes).slice('/clusters'.length);
}
