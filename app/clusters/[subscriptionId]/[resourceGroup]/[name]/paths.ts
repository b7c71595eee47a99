import { type ClusterId, clusterPath } from '#lib/clusters/resource-id';

/** Where one change of a cluster is shown; the fragment brings it into view. */
export function changePath(id: ClusterId, changeId: string): string {
  return `${clusterPath(id)}?change=${changeId}#change`;
}

/** Where a person lets themselves in. */
export function addMyIpPath(id: ClusterId): string {
  return `${clusterPath(id)}/add-my-ip`;
}
