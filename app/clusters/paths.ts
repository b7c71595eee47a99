import { type ClusterId, clusterPath } from '#lib/clusters/resource-id';

/** Where one change of a cluster is shown. */
export function changePath(id: ClusterId, changeId: string): string {
  return `${clusterPath(id)}?change=${changeId}`;
}

/** What was changed in a cluster's list with other tools. */
export function elsewherePath(id: ClusterId): string {
  return `${clusterPath(id)}/changes?show=elsewhere`;
}

/** Where a person lets themselves in. */
export function addMyIpPath(id: ClusterId): string {
  return `${clusterPath(id)}/add-my-ip`;
}
