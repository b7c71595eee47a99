import { type Access, accesses } from '#lib/ranges/access';
import type { Cidr } from '#lib/ranges/cidr';
import { countPacked } from '#lib/ranges/packed-coverage';
import { reachKinds } from '#lib/ranges/reach';
import {
  buildReachIndex,
  kindsForAddress,
  numberOf,
  type ReachIndex,
  type ReachList,
} from '#lib/ranges/reach-index';
import type { CommonRange } from '#lib/ranges/sorted-entries';
import { admitsBucket } from './admits.ts';
import type { FleetRow } from './fleet.ts';
import type { FilterKey, sortKeys } from './fleet-view-url.ts';
import { packedOf } from './lazy-entries.ts';
import { namePlaces } from './name-order.ts';
import { clusterKey } from './resource-id.ts';
import { clusterState } from './state.ts';

/** The values of one column: each once, and by row which of them it has. */
export type Column = { readonly names: readonly string[]; readonly codes: ArrayLike<number> };

type SortKey = (typeof sortKeys)[number];

/** What filters and orders look at, found once for a reading of the fleet, row by row. */
export type FleetColumns = {
  /** A column that does not depend on who asks. The name '' is no value. */
  column(key: Exclude<FilterKey, 'you'>): Column;
  /** Whether somebody gets in; without ranges, what can be said of anybody. As `clusterReach`. */
  reach(who: readonly Cidr[]): Column;
  /** The ranges that stand in most lists of the fleet. */
  commonest(most: number): readonly CommonRange[];
  /** By row its place in a column's order, the same for equal values. */
  places(sort: Exclude<SortKey, 'you'>): Uint32Array;
  /** By row its place in the order of names, another for each row. */
  readonly byName: Uint32Array;
  /** The other way round: by place in the order of names, which row it is. */
  readonly rowByName: Uint32Array;
  /** What the index over all entries holds; 0 until a question has needed it. */
  indexBytes(): number;
};

const known = new WeakMap<readonly FleetRow[], FleetColumns>();

/** The columns of a fleet, kept as long as its rows are. */
export function columnsOf(rows: readonly FleetRow[]): FleetColumns {
  const kept = known.get(rows);
  if (kept) return kept;
  const made = makeColumns(rows);
  known.set(rows, made);
  return made;
}

/** What has been found for these rows holds so many bytes besides them: the index, the rest is small. */
export function indexBytesFor(rows: readonly FleetRow[]): number {
  return known.get(rows)?.indexBytes() ?? 0;
}

function makeColumns(rows: readonly FleetRow[]): FleetColumns {
  const { reach, index, indexBytes } = reachOver(rows);
  const columns = keyed((key: Exclude<FilterKey, 'you'>) => columnFrom(rows, key));
  const places = keyed((sort: Exclude<SortKey, 'you'>) => placesFor(rows, sort));
  const rowByName = once(() => nameOrder(rows, places('name')));
  const byName = once(() => inverted(rowByName()));
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
function reachOver(rows: readonly FleetRow[]) {
  const lists = once((): readonly ReachList[] =>
    rows.map((row) => ({ access: provenAccess(row), entries: packedOf(row) })),
  );
  let built: ReachIndex | undefined;
  const index = () => {
    built ??= buildReachIndex(lists());
    return built;
  };
  const nobody = once(() => Uint8Array.from(rows, kindForNobody));
  const address = keyed((network: number) => kindsForAddress(lists(), network), mostAddresses);
  const reach = (who: readonly Cidr[]): Uint8Array => {
    const [first] = who;
    if (!first) return nobody();
    const isUsual = who.length === 1 && first.prefixBits === 32;
    return isUsual && !built ? address(first.network) : index().ask(who).kinds;
  };
  return { reach, index, indexBytes: () => built?.bytes ?? 0 };
}

function kindForNobody(row: FleetRow): number {
  const access = provenAccess(row);
  if (access === 'restricted') return numberOf('unknown');
  return numberOf(access === 'cluster-only' ? 'blocked' : access);
}

function columnFrom(rows: readonly FleetRow[], key: Exclude<FilterKey, 'you'>): Column {
  const names = new Map<string, number>();
  const codes = new Uint32Array(rows.length);
  for (const [at, row] of rows.entries()) {
    const name = nameFor(row, key);
    const code = names.get(name) ?? names.size;
    names.set(name, code);
    codes[at] = code;
  }
  return { names: [...names.keys()], codes };
}

function nameFor(row: FleetRow, key: Exclude<FilterKey, 'you'>): string {
  switch (key) {
    case 'access':
      return row.access;
    case 'admits':
      return (
        admitsBucket(row.access, row.access === 'restricted' ? countPacked(packedOf(row)) : 0) ?? ''
      );
    case 'subscription':
      return row.id.subscriptionId.toLowerCase();
    case 'location':
      return row.location;
    case 'state':
      return clusterState(row).toLowerCase();
  }
}

function placesFor(rows: readonly FleetRow[], sort: Exclude<SortKey, 'you'>): Uint32Array {
  switch (sort) {
    case 'name':
      return namePlaces(rows.map(({ id }) => id.name));
    case 'subscription':
      return namePlaces(rows.map(({ subscriptionName }) => subscriptionName));
    case 'group':
      return namePlaces(rows.map(({ id }) => id.resourceGroup));
    case 'location':
      return namePlaces(rows.map(({ location }) => location));
    case 'version':
      return namePlaces(rows.map(({ kubernetesVersion }) => kubernetesVersion ?? ''));
    case 'access':
      return Uint32Array.from(rows, ({ access }) => accesses.indexOf(access));
    case 'entries':
      return Uint32Array.from(rows, (row) => packedOf(row).length);
    case 'state':
      return namePlaces(rows.map(clusterState));
  }
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
