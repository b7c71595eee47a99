import { accesses } from '#lib/ranges/access';
import type { Cidr } from '#lib/ranges/cidr';
import { coverageOf } from '#lib/ranges/entry';
import { reachKinds } from '#lib/ranges/reach';
import type { FleetRow } from './fleet.ts';
import { type FilterKey, type FleetView, filterKeys } from './fleet-view-url.ts';
import { clusterReach } from './reach.ts';
import { clusterKey } from './resource-id.ts';
import { matchesSearch, readSearch } from './search.ts';
import { clusterState } from './state.ts';

export {
  type FilterKey,
  type FleetView,
  filterKeys,
  fleetViewHref,
  pageSizes,
  parseFleetView,
  sortKeys,
  toggleFilterHref,
} from './fleet-view-url.ts';

/** One page of a fleet as somebody asked to see it. */
export type FleetPage = {
  readonly rows: readonly FleetRow[];
  /** Rows on all pages together. */
  readonly total: number;
  /** From 1; the last page where a later one was asked for. */
  readonly page: number;
  readonly pages: number;
  /** Per filter, how many rows each value would show, everything else staying as it is. */
  readonly counts: Readonly<Record<FilterKey, ReadonlyMap<string, number>>>;
};

/** A row with what the filters compare, found once: telling whether somebody gets in takes time. */
type Valued = { readonly row: FleetRow; readonly values: Readonly<Record<FilterKey, string>> };

/** The page of the fleet that a view asks for. `ownAddress` is what "you" means: dotted IPv4. */
export function applyFleetView(
  rows: readonly FleetRow[],
  view: FleetView,
  ownAddress?: string,
): FleetPage {
  const { matching, counts } = filterRows(rows, view, ownAddress);
  const pages = Math.max(1, Math.ceil(matching.length / view.per));
  const page = Math.min(view.page, pages);
  const shown = sortRows(matching, view).slice((page - 1) * view.per, page * view.per);
  return { rows: shown, total: matching.length, page, pages, counts };
}

/** Every row that a view asks for, in its order, on whatever page. */
export function rowsOfView(
  rows: readonly FleetRow[],
  view: FleetView,
  ownAddress?: string,
): readonly FleetRow[] {
  return sortRows(filterRows(rows, view, ownAddress).matching, view);
}

/** A row that only one filter hides still counts there: that is what switching its value on shows. */
function filterRows(rows: readonly FleetRow[], view: FleetView, ownAddress: string | undefined) {
  const terms = readSearch(view.q);
  const who = ownAddress === undefined ? undefined : coverageOf(ownAddress);
  const matching: Valued[] = [];
  const counts = {
    access: new Map<string, number>(),
    you: new Map<string, number>(),
    subscription: new Map<string, number>(),
    location: new Map<string, number>(),
    state: new Map<string, number>(),
  };
  for (const row of rows) {
    if (!matchesSearch(row, terms)) continue;
    const values = valuesOf(row, who);
    const hiddenBy = filterKeys.filter((key) => isHidden(view[key], values[key]));
    if (hiddenBy.length === 0) matching.push({ row, values });
    const countedFor = hiddenBy.length === 0 ? filterKeys : hiddenBy.length === 1 ? hiddenBy : [];
    for (const key of countedFor) {
      counts[key].set(values[key], (counts[key].get(values[key]) ?? 0) + 1);
    }
  }
  return { matching, counts };
}

function isHidden(wanted: readonly string[], value: string): boolean {
  return wanted.length > 0 && !wanted.includes(value);
}

function valuesOf(row: FleetRow, who: Cidr | undefined): Valued['values'] {
  return {
    access: row.access,
    you: clusterReach(row, who).kind,
    subscription: row.id.subscriptionId.toLowerCase(),
    location: row.location,
    state: clusterState(row).toLowerCase(),
  };
}

const kindOrder = new Map<string, number>(reachKinds.map((kind, order) => [kind, order]));

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Rows that are equal in the sorted column stand by name, so that a page is the same each time. */
function sortRows(rows: readonly Valued[], { sort, dir }: FleetView): readonly FleetRow[] {
  const sign = dir === 'asc' ? 1 : -1;
  const keyed = rows.map(({ row, values }) => ({
    row,
    by: sortValue(row, values, sort),
    key: clusterKey(row.id),
  }));
  keyed.sort(
    (a, b) =>
      sign * compare(a.by, b.by) ||
      compare(a.row.id.name, b.row.id.name) ||
      (a.key < b.key ? -1 : 1),
  );
  return keyed.map(({ row }) => row);
}

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(`${a}`, `${b}`);
}

function sortValue(
  row: FleetRow,
  values: Valued['values'],
  sort: FleetView['sort'],
): string | number {
  switch (sort) {
    case 'name':
      return row.id.name;
    case 'subscription':
      return row.subscriptionName;
    case 'group':
      return row.id.resourceGroup;
    case 'version':
      return row.kubernetesVersion ?? '';
    case 'entries':
      return row.entries.length;
    case 'access':
      return accesses.indexOf(row.access);
    case 'you':
      return kindOrder.get(values.you) ?? 0;
    case 'location':
    case 'state':
      return values[sort];
  }
}
