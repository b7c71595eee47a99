import { packedOf } from '#lib/clusters/lazy-entries';
import { clusterReach } from '#lib/clusters/reach';
import { clusterKey } from '#lib/clusters/resource-id';
import type { Access } from '#lib/ranges/access';
import type { Cidr } from '#lib/ranges/ipv4';
import { reachKinds } from '#lib/ranges/reach';
import {
  buildReachIndex,
  kindsForAddress,
  numberOf,
  type ReachIndex,
  type ReachList,
} from '#lib/ranges/reach-index';
import type { CommonRange } from '#lib/ranges/sorted-entries';
import type { FleetRow } from './fleet.ts';
import { namePlaces } from './name-order.ts';
import { type Successor, successorOf } from './successors.ts';
import { type FilterColumn, filterValue, type SortColumn, sortValue } from './values.ts';

/** A column: each of its values once (`names`), and for each row the index of its value (`codes`). */
export type Column = { readonly names: readonly string[]; readonly codes: ArrayLike<number> };

/**
 * The values that a fleet is filtered and sorted by, worked out once for each reading of it.
 * Everything is an array with an element for each row.
 */
export type FleetColumns = {
  /** A column that does not depend on who asks. The name '' is no value. */
  column(key: FilterColumn): Column;
  /**
   * Whether each cluster lets these ranges in, as `clusterReach` says it; without ranges, what can be
   * said of anybody.
   */
  reach(who: readonly Cidr[]): Column;
  /** The ranges that stand in most lists of the fleet. */
  commonest(most: number): readonly CommonRange[];
  /** For each row its rank in the order of a column; rows with equal values have the same. */
  places(sort: SortColumn): Uint32Array;
  /** For each row its rank in the order of names; no two rows have the same. */
  readonly byName: Uint32Array;
  /** The inverse of `byName`: for each rank, which row has it. */
  readonly rowByName: Uint32Array;
  /** How many bytes the index over all entries takes; 0 until a question has needed it. */
  indexBytes(): number;
};

// Pages and routes are bundles with a copy of this module each: what one has found serves the other.
const holder: typeof globalThis & {
  drawbridgeColumns?: WeakMap<readonly FleetRow[], FleetColumns>;
} = globalThis;
holder.drawbridgeColumns ??= new WeakMap();
const known = holder.drawbridgeColumns;

/** The columns of a fleet, kept as long as its rows are. */
export function columnsOf(rows: readonly FleetRow[]): FleetColumns {
  const kept = known.get(rows);
  if (kept) return kept;
  const made = makeColumns(rows, successorOf(rows));
  known.set(rows, made);
  return made;
}

/** How many bytes the indexes of these readings take besides the rows themselves. */
export function indexBytesFor(readings: readonly (readonly FleetRow[])[]): number {
  const held = new Set(readings.flatMap((rows) => [rows, successorOf(rows)?.before ?? rows]));
  return [...held].reduce((sum, rows) => sum + (known.get(rows)?.indexBytes() ?? 0), 0);
}

/** A column is that of the rows before, where none of the replaced ones has another value in it. */
function makeColumns(rows: readonly FleetRow[], successor: Successor | undefined): FleetColumns {
  const earlier = successor && columnsOf(successor.before);
  const isSame = (read: (row: FleetRow) => unknown) =>
    [...(successor?.changed ?? [])].every((at) => {
      const [row, before] = [rows[at], successor?.before[at]];
      return row !== undefined && before !== undefined && read(row) === read(before);
    });
  const { reach, index, indexBytes } = reachOver(rows, successor);
  const columns = keyed((key: FilterColumn) =>
    earlier && isSame((row) => filterValue(row, key)) ? earlier.column(key) : columnFrom(rows, key),
  );
  const places = keyed((sort: SortColumn) =>
    earlier && isSame((row) => sortValue(row, sort)) ? earlier.places(sort) : placesFor(rows, sort),
  );
  const isNamedSame = once(() => isSame(({ id }) => id.name));
  const rowByName = once(() =>
    earlier && isNamedSame() ? earlier.rowByName : nameOrder(rows, places('name')),
  );
  const byName = once(() => (earlier && isNamedSame() ? earlier.byName : inverted(rowByName())));
  return {
    column: columns,
    reach: (who) => ({ names: reachKinds, codes: reach(who) }),
    commonest: (most) => index().commonest(most),
    indexBytes,
    places,
    get byName() {
      return byName();
    },
    get rowByName() {
      return rowByName();
    },
  };
}

/** An open cluster that Resource Graph is merely silent about proves nothing, to nobody. */
function provenAccess({ access, accessConfirmed }: FleetRow): Access {
  return access === 'open' && !accessConfirmed ? 'unknown' : access;
}

/** Answers that are kept: a person asks for their own address again and again, and for few others. */
const mostAddresses = 8;

/**
 * Kinds of reach by row. One address, as most ask for, is looked for in the lists as they are: an index
 * over two million entries takes half a second and 26 MB, so it waits for a question that needs it.
 */
function reachOver(rows: readonly FleetRow[], successor: Successor | undefined) {
  const lists = once(() => rows.map(listOf));
  let built: ReachIndex | undefined;
  const index = () => {
    built ??= buildReachIndex(lists());
    return built;
  };
  const nobody = once(() => Uint8Array.from(rows, kindForNobody));
  const address = keyed((network: number) => kindsForAddress(lists(), network), mostAddresses);
  const asked = (who: readonly Cidr[]): Uint8Array => {
    const [first] = who;
    if (!first) return nobody();
    const isUsual = who.length === 1 && first.prefixBits === 32;
    return isUsual && !built ? address(first.network) : index().ask(who).kinds;
  };
  const reach = (who: readonly Cidr[]): ArrayLike<number> =>
    successor && !built ? patched(rows, successor, who) : asked(who);
  return { reach, index, indexBytes: () => built?.bytes ?? 0 };
}

/** What the rows before say, and the few replaced ones by themselves. */
function patched(
  rows: readonly FleetRow[],
  { before, changed }: Successor,
  who: readonly Cidr[],
): ArrayLike<number> {
  const kinds = Uint8Array.from(columnsOf(before).reach(who).codes);
  for (const at of changed) {
    const row = rows[at];
    if (row) kinds[at] = numberOf(clusterReach(row, who).kind);
  }
  return kinds;
}

function listOf(row: FleetRow): ReachList {
  return { access: provenAccess(row), entries: packedOf(row) };
}

function kindForNobody(row: FleetRow): number {
  const access = provenAccess(row);
  if (access === 'restricted') return numberOf('unknown');
  return numberOf(access === 'cluster-only' ? 'blocked' : access);
}

function columnFrom(rows: readonly FleetRow[], key: FilterColumn): Column {
  const names = new Map<string, number>();
  const codes = new Uint32Array(rows.length);
  for (const [at, row] of rows.entries()) {
    const name = filterValue(row, key);
    const code = names.get(name) ?? names.size;
    names.set(name, code);
    codes[at] = code;
  }
  return { names: [...names.keys()], codes };
}

function placesFor(rows: readonly FleetRow[], sort: SortColumn): Uint32Array {
  const values = rows.map((row) => sortValue(row, sort));
  const isNumber = (value: string | number) => typeof value === 'number';
  return values.every(isNumber) ? Uint32Array.from(values) : namePlaces(values.map(String));
}

/** Numbers of rows by name; clusters of one name by their ids, so that a page is the same each time. */
function nameOrder(rows: readonly FleetRow[], names: Uint32Array): Uint32Array {
  const keys = keyed((at: number) => keyOf(rows[at]));
  return Uint32Array.from(rows, (_, at) => at).sort(
    (a, b) => (names[a] ?? 0) - (names[b] ?? 0) || (keys(a) < keys(b) ? -1 : 1),
  );
}

function keyOf(row: FleetRow | undefined): string {
  return row ? clusterKey(row.id) : '';
}

function inverted(order: Uint32Array): Uint32Array {
  const places = new Uint32Array(order.length);
  for (const [place, at] of order.entries()) places[at] = place;
  return places;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function keyed<K, T>(make: (key: K) => T, most = Number.POSITIVE_INFINITY): (key: K) => T {
  const made = new Map<K, T>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    if (made.size >= most) made.clear();
    made.set(key, value);
    return value;
  };
}
