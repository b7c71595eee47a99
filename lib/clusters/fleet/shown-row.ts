import { packedOf } from '#lib/clusters/lazy-entries';
import { clusterReach } from '#lib/clusters/reach';
import { clusterKey, clusterPath } from '#lib/clusters/resource-id';
import { clusterState } from '#lib/clusters/state';
import { grouped } from '#lib/grouped';
import type { Access } from '#lib/ranges/access';
import type { Cidr } from '#lib/ranges/ipv4';
import type { Reach } from '#lib/ranges/reach';
import type { FleetRow } from './fleet.ts';

/** What the table of the fleet shows of a cluster, and nothing more: it is sent row by row. */
export type ShownRow = {
  /** `clusterKey`: what a selection names. */
  readonly key: string;
  readonly path: `/clusters/${string}`;
  readonly name: string;
  readonly group: string;
  readonly subscription: string;
  readonly location: string;
  readonly version?: string | undefined;
  readonly access: Access;
  /** How many entries the list has, of how many: `12 of 200`; or that it has none. Empty where that says nothing. */
  readonly entries: string;
  readonly reach: Reach;
  readonly state: string;
  /** Whether adding their own address would let the reader in: it does not get in yet, as far as is known. */
  readonly offersMyIp: boolean;
};

/** A run of the rows of a view, as it is sent. */
export type RowsAnswer = {
  /** Rows of the whole view. */
  readonly total: number;
  /** When the fleet was read, ISO 8601: rows of two readings do not belong together. */
  readonly asOf: string;
  readonly rows: readonly ShownRow[];
};

/** A cluster as the table shows it; `who` is from where somebody asks to get in, `own` where they are. */
export function shownRow(row: FleetRow, who: readonly Cidr[], own: readonly Cidr[]): ShownRow {
  const { id } = row;
  return {
    key: clusterKey(id),
    path: clusterPath(id),
    name: id.name,
    group: id.resourceGroup,
    subscription: row.subscriptionName,
    location: row.location,
    version: row.kubernetesVersion,
    access: row.access,
    entries: entriesWords(row),
    reach: clusterReach(row, who),
    state: clusterState(row),
    offersMyIp: !row.isFleetHub && mayStillLetIn.includes(clusterReach(row, own).kind),
  };
}

const mayStillLetIn: readonly Reach['kind'][] = ['blocked', 'partly', 'unknown'];

function entriesWords(row: FleetRow): string {
  if (row.access === 'private' || row.access === 'unknown') return '';
  if (row.access === 'open' && !row.accessConfirmed) return 'not confirmed';
  const { length } = packedOf(row);
  return length === 0 ? 'no list' : `${grouped(length)} of ${grouped(row.rangeLimit)}`;
}
