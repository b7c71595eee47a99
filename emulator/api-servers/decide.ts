import { entryCovers } from '../arm/entries.ts';
import { at, listAt, textAt } from '../json-edit.ts';
import type { Cluster } from '../world/world.ts';

/** What a client gets from an API server's network. */
type Reception = 'admitted' | 'silent' | 'refused';

/** Whether a cluster's list lets an address in, unless the cluster says otherwise. */
export function decide(cluster: Cluster | undefined, address: string): Reception {
  if (!cluster) return 'refused';
  switch (cluster.apiServer) {
    case 'admits':
      return 'admitted';
    case 'silent':
      return 'silent';
    case 'refuses':
      return 'refused';
    case 'by-list':
      return isAdmitted(cluster, address) ? 'admitted' : 'silent';
  }
}

function isAdmitted({ body }: Cluster, address: string): boolean {
  const access = at(body, 'properties', 'apiServerAccessProfile');
  const isClosed =
    at(access, 'enablePrivateCluster') === true ||
    textAt(body, 'properties', 'publicNetworkAccess') === 'Disabled' ||
    textAt(body, 'properties', 'powerState', 'code') === 'Stopped';
  if (isClosed) return false;
  const entries = listAt(access, 'authorizedIPRanges');
  const covers = (entry: unknown) => typeof entry === 'string' && entryCovers(entry, address);
  return entries.length === 0 || entries.some(covers);
}
