import { packedOf } from '#lib/clusters/lazy-entries';
import { clusterState } from '#lib/clusters/state';
import { accesses } from '#lib/ranges/access';
import { admitsBucket } from './admits.ts';
import type { FleetRow } from './fleet.ts';
import type { FilterKey, FleetView } from './view-url.ts';

/** A filter whose values do not depend on who asks. */
export type FilterColumn = Exclude<FilterKey, 'you'>;

/** An order that does not depend on who asks. */
export type SortColumn = Exclude<FleetView['sort'], 'you'>;

/** What a row is filtered by in a column; '' is no value. */
export function filterValue(row: FleetRow, key: FilterColumn): string {
  switch (key) {
    case 'access':
      return row.access;
    case 'admits':
      return admitsBucket(row.access, packedOf(row)) ?? '';
    case 'subscription':
      return row.id.subscriptionId.toLowerCase();
    case 'location':
      return row.location;
    case 'state':
      return clusterState(row).toLowerCase();
  }
}

/** What a column is sorted by: numbers as they are, texts as people expect names in order. */
export function sortValue(row: FleetRow, sort: SortColumn): string | number {
  switch (sort) {
    case 'name':
      return row.id.name;
    case 'subscription':
      return row.subscriptionName;
    case 'location':
      return row.location;
    case 'version':
      return row.kubernetesVersion ?? '';
    case 'access':
      return accesses.indexOf(row.access);
    case 'state':
      return clusterState(row);
  }
}
