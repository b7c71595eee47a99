import 'server-only';
import { onlyLooks } from '#app/offered';
import type { FirstPage } from '#components/fleet/fleet-list';
import type { SortLink } from '#components/fleet/table-head';
import { pageOf } from '#components/ui/pages';
import type { Fleet, FleetRow } from '#lib/clusters/fleet/fleet';
import { readQuestion } from '#lib/clusters/fleet/question';
import { queryWith } from '#lib/clusters/fleet/search-query';
import { type ShownRow, shownRow } from '#lib/clusters/fleet/shown-row';
import type { FleetPage } from '#lib/clusters/fleet/view';
import { type FleetView, fleetViewHref, fleetViewQuery } from '#lib/clusters/fleet/view-url';

/** Rows as the table shows them to somebody who asks from where the view says, or comes from there. */
export function shownRows(
  rows: readonly FleetRow[],
  view: FleetView,
  ownAddress: string | undefined,
): readonly ShownRow[] {
  const { ranges } = readQuestion(view.from, ownAddress);
  const own = readQuestion('', ownAddress).ranges;
  const shown = rows.map((row) => shownRow(row, ranges, own));
  return onlyLooks() ? shown.map((row) => ({ ...row, offersMyIp: false })) : shown;
}

/** More than a screen holds, and a size that a page may have. */
const screenful = 25;

/**
 * What a list begins with: one page of it, and the ways to the pages beside it. With script, a list of
 * several pages becomes one to scroll, so a screenful of the first is enough; a browser that runs none
 * after all finds the way to the others.
 */
export function firstPage(
  { asOf }: Fleet,
  { rows, total, page, pages }: FleetPage,
  view: FleetView,
  { own, scripted }: { own: string | undefined; scripted: boolean },
): FirstPage {
  const cut = scripted && pages > 1 && rows.length > screenful;
  const inScreenfuls = { per: screenful, page: ((page - 1) * view.per) / screenful + 1 } as const;
  return {
    ...pageOf(page, { per: view.per, total }, (to) => fleetViewHref(view, { page: to })),
    asOf,
    query: queryOf(view),
    rows: shownRows(cut ? rows.slice(0, screenful) : rows, view, own),
    whole: cut ? fleetViewHref(view, inScreenfuls) : undefined,
  };
}

/** The columns of the table, each with the view that is ordered by it; by the same again, backwards. */
export function sortLinks(view: FleetView): readonly SortLink[] {
  const labels: readonly (readonly [by: SortLink['by'], label: string])[] = [
    ['name', 'Name'],
    ['subscription', 'Subscription'],
    ['location', 'Location'],
    ['version', 'Version'],
    ['access', 'Access'],
    // Who gets in: `You`, or an address that is asked about.
    ['you', readQuestion(view.from).label],
    ['state', 'State'],
  ];
  return labels.map(([by, label]) => {
    const now = view.sort === by ? view.dir : undefined;
    const query = queryOf({ ...view, sort: by, dir: now === 'asc' ? 'desc' : 'asc' });
    return { by, label, query, now };
  });
}

/** A view as the table names it: without its page, since it goes through all of them. */
function queryOf(view: FleetView): string {
  return queryWith(fleetViewQuery(view, { page: 1 }), view.q);
}
