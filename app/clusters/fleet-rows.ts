import 'server-only';
import type { FirstPage } from '#components/fleet/fleet-list';
import type { SortLink } from '#components/fleet/table-head';
import type { Fleet, FleetRow } from '#lib/clusters/fleet';
import { queryWith } from '#lib/clusters/fleet-query';
import {
  type FleetPage,
  type FleetView,
  fleetViewHref,
  type sortKeys,
} from '#lib/clusters/fleet-view';
import { type ShownRow, shownRow } from '#lib/clusters/shown-row';
import { parseRange } from '#lib/ranges/cidr';

/** Rows as the table shows them to somebody whose own address, dotted IPv4, may be known. */
export function shownRows(
  rows: readonly FleetRow[],
  ownAddress: string | undefined,
): readonly ShownRow[] {
  const who = ownAddress === undefined ? undefined : parseRange(ownAddress);
  return rows.map((row) => shownRow(row, who?.ok ? who.value : undefined));
}

/** What a list begins with: one page of it, and the ways to the pages beside it. */
export function firstPage(
  { asOf }: Fleet,
  { rows, total, page, pages }: FleetPage,
  view: FleetView,
  ownAddress: string | undefined,
): FirstPage {
  return {
    ...{ asOf, total, page, pages, per: view.per },
    query: queryOf(view),
    offset: (page - 1) * view.per,
    rows: shownRows(rows, ownAddress),
    previous: page > 1 ? fleetViewHref(view, { page: page - 1 }) : undefined,
    next: page < pages ? fleetViewHref(view, { page: page + 1 }) : undefined,
  };
}

const columns: readonly (readonly [by: (typeof sortKeys)[number], label: string])[] = [
  ['name', 'Name'],
  ['subscription', 'Subscription'],
  ['location', 'Location'],
  ['version', 'Version'],
  ['access', 'Access'],
  ['you', 'You'],
  ['state', 'State'],
];

/** The columns of the table, each with the view that is ordered by it; by the same again, backwards. */
export function sortLinks(view: FleetView): readonly SortLink[] {
  return columns.map(([by, label]) => {
    const now = view.sort === by ? view.dir : undefined;
    const query = queryOf({ ...view, sort: by, dir: now === 'asc' ? 'desc' : 'asc' });
    return { by, label, query, now };
  });
}

/** A view as the table names it: without its page, since it goes through all of them. */
function queryOf(view: FleetView): string {
  return queryWith(fleetViewHref(view, { page: 1 }).split('?')[1] ?? '', view.q);
}
