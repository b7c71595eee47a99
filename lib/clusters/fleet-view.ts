import { accesses } from '#lib/ranges/access';
import type { Cidr } from '#lib/ranges/cidr';
import { coverageOf } from '#lib/ranges/entry';
import { reachKinds } from '#lib/ranges/reach';
import type { FleetRow } from './fleet.ts';
import { type FilterKey, type FleetView, filterKeys, type sortKeys } from './fleet-view-url.ts';
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

type SortKey = (typeof sortKeys)[number];

/** The page of the fleet that a view asks for. `ownAddress` is what "you" means: dotted IPv4. */
export function applyFleetView(
  rows: readonly FleetRow[],
  view: FleetView,
  ownAddress?: string,
): FleetPage {
  const who = ownAddress === undefined ? undefined : coverageOf(ownAddress);
  const { matching, counts } = filterRows(rows, view, who);
  const pages = Math.max(1, Math.ceil(matching.length / view.per));
  const page = Math.min(view.page, pages);
  const shown = sortRows(matching, view, who).slice((page - 1) * view.per, page * view.per);
  return { rows: shown, total: matching.length, page, pages, counts };
}

/** Every row that a view asks for, in its order, on whatever page. */
export function rowsOfView(
  rows: readonly FleetRow[],
  view: FleetView,
  ownAddress?: string,
): readonly FleetRow[] {
  const who = ownAddress === undefined ? undefined : coverageOf(ownAddress);
  return sortRows(filterRows(rows, view, who).matching, view, who);
}

/** A row that only one filter hides still counts there: that is what switching its value on shows. */
function filterRows(rows: readonly FleetRow[], view: FleetView, who: Cidr | undefined) {
  const terms = readSearch(view.q);
  const counts = {
    access: new Map<string, number>(),
    you: new Map<string, number>(),
    subscription: new Map<string, number>(),
    location: new Map<string, number>(),
    state: new Map<string, number>(),
  };
  const matching = rows.filter((row) => {
    if (!matchesSearch(row, terms)) return false;
    const values = filterValues(row, who);
    const hiddenBy = filterKeys.filter((key) => isHidden(view[key], values[key]));
    const [first, second] = hiddenBy;
    for (const key of first === undefined ? filterKeys : second === undefined ? [first] : []) {
      counts[key].set(values[key], (counts[key].get(values[key]) ?? 0) + 1);
    }
    return first === undefined;
  });
  return { matching, counts };
}

function isHidden(wanted: readonly string[], value: string): boolean {
  return wanted.length > 0 && !wanted.includes(value);
}

function filterValues(row: FleetRow, who: Cidr | undefined): Readonly<Record<FilterKey, string>> {
  return {
    access: row.access,
    you: clusterReach(row, who).kind,
    subscription: row.id.subscriptionId.toLowerCase(),
    location: row.location,
    state: clusterState(row).toLowerCase(),
  };
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function sortRows(
  rows: readonly FleetRow[],
  { sort, dir }: FleetView,
  who: Cidr | undefined,
): readonly FleetRow[] {
  const sign = dir === 'asc' ? 1 : -1;
  const keyed = rows.map((row) => ({
    row,
    by: sortValue(row, sort, who),
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
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(`${a}`, `${b}`);
}

function sortValue(row: FleetRow, sort: SortKey, who: Cidr | undefined): string | number {
  switch (sort) {
    case 'name':
      return row.id.name;
    case 'subscription':
      return row.subscriptionName;
    case 'group':
      return row.id.resourceGroup;
    case 'location':
      return row.location;
    case 'version':
      return row.kubernetesVersion ?? '';
    case 'access':
      return accesses.indexOf(row.access);
    case 'entries':
      return row.entries.length;
    case 'you':
      return reachKinds.indexOf(clusterReach(row, who).kind);
    case 'state':
      return clusterState(row);
  }
}
