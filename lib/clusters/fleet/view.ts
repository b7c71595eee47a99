import { type Column, columnsOf, type FleetColumns } from './columns.ts';
import type { FleetRow } from './fleet.ts';
import { readQuestion } from './question.ts';
import { matchesSearch, readSearch } from './search.ts';
import type { FilterKey, FleetView } from './view-url.ts';

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

/**
 * The page of the fleet that a view asks for. `ownAddress`, dotted IPv4, is where a person gets in from
 * who asks about no other address. Ten thousand rows take some milliseconds once their columns are known.
 */
export function applyFleetView(
  rows: readonly FleetRow[],
  view: FleetView,
  ownAddress?: string,
): FleetPage {
  const columns = viewColumns(rows, view, ownAddress);
  const { matching, counts } = filterRows(rows, view, columns.byKey);
  const pages = Math.max(1, Math.ceil(matching.length / view.per));
  const page = Math.min(view.page, pages);
  const [from, to] = [(page - 1) * view.per, page * view.per];
  const shown = sorted(matching, view, columns).subarray(from, to);
  return { rows: pick(rows, shown), total: matching.length, page, pages, counts };
}

/** Every row that a view asks for, in its order, on whatever page. */
export function rowsOfView(
  rows: readonly FleetRow[],
  view: FleetView,
  ownAddress?: string,
): readonly FleetRow[] {
  const columns = viewColumns(rows, view, ownAddress);
  return pick(rows, sorted(filterRows(rows, view, columns.byKey).matching, view, columns));
}

type ViewColumns = {
  readonly all: FleetColumns;
  readonly byKey: Readonly<Record<FilterKey, Column>>;
};

function viewColumns(
  rows: readonly FleetRow[],
  view: FleetView,
  ownAddress: string | undefined,
): ViewColumns {
  const all = columnsOf(rows);
  const reach = () => all.reach(readQuestion(view.from, ownAddress).ranges);
  return { all, byKey: perFilter((key) => (key === 'you' ? reach() : all.column(key))) };
}

function perFilter<T>(make: (key: FilterKey) => T): Record<FilterKey, T> {
  return {
    access: make('access'),
    admits: make('admits'),
    you: make('you'),
    subscription: make('subscription'),
    location: make('location'),
    state: make('state'),
  };
}

/** A filter, ready to be held against rows: by code, whether it shows them and how many there are. */
type Sieve = {
  readonly codes: ArrayLike<number>;
  readonly shows: Uint8Array;
  readonly counts: Uint32Array;
};

function sieveOf({ names, codes }: Column, wanted: readonly string[]): Sieve {
  const isShown = (name: string) => wanted.length === 0 || wanted.includes(name);
  return {
    codes,
    shows: Uint8Array.from(names, (name) => (isShown(name) ? 1 : 0)),
    counts: new Uint32Array(names.length),
  };
}

/** A row that only one filter hides still counts there: that is what switching its value on shows. */
function filterRows(rows: readonly FleetRow[], view: FleetView, columns: ViewColumns['byKey']) {
  const terms = readSearch(view.q);
  const sieves = perFilter((key) => sieveOf(columns[key], view[key]));
  const all = Object.values(sieves);
  const matching: number[] = [];
  for (const [at, row] of rows.entries()) {
    if (!matchesSearch(row, terms)) continue;
    let hidden = 0;
    let hiding: Sieve | undefined;
    for (const sieve of all) {
      if (sieve.shows[sieve.codes[at] ?? 0] === 1) continue;
      hidden++;
      hiding = sieve;
    }
    if (hidden === 0) {
      matching.push(at);
      for (const sieve of all) count(sieve, at);
    } else if (hidden === 1 && hiding) count(hiding, at);
  }
  const counts = perFilter((key) => countsByName(columns[key], sieves[key]));
  return { matching, counts };
}

function count({ codes, counts }: Sieve, at: number): void {
  const code = codes[at] ?? 0;
  counts[code] = (counts[code] ?? 0) + 1;
}

function countsByName({ names }: Column, { counts }: Sieve): ReadonlyMap<string, number> {
  const byName = new Map<string, number>();
  for (const [code, name] of names.entries()) {
    const found = counts[code] ?? 0;
    if (found > 0 && name !== '') byName.set(name, found);
  }
  return byName;
}

/**
 * Numbers of rows in the order of the view. Rows that are equal in the sorted column stand by name, so
 * that a page is the same each time.
 */
function sorted(
  matching: readonly number[],
  { sort, dir }: FleetView,
  { all, byKey }: ViewColumns,
): Uint32Array {
  const places = sort === 'you' ? byKey.you.codes : all.places(sort);
  const { byName } = all;
  const size = byName.length;
  const sign = dir === 'asc' ? 1 : -1;
  // One number for each row to sort by: its place in the column, and within that its place by name.
  const keys = Float64Array.from(
    matching,
    (at) => sign * (places[at] ?? 0) * size + (byName[at] ?? 0),
  ).sort();
  return Uint32Array.from(keys, (key) => all.rowByName[((key % size) + size) % size] ?? 0);
}

function pick(rows: readonly FleetRow[], numbers: Uint32Array): readonly FleetRow[] {
  return Array.from(numbers, (at) => rows[at]).filter((row) => row !== undefined);
}
