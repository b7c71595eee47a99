import { formatClusterId } from '#lib/clusters/resource-id';
import { settings } from '#lib/settings';
import type { OpenCluster } from './read-cluster.ts';

/** A cluster's page in the Azure portal, in the directory that let this person read it. */
export function portalPage({ reading, credential }: OpenCluster): string {
  const { portal } = settings().cloud;
  return `${portal}/#@${credential.tenantId}/resource${formatClusterId(reading.cluster.id)}`;
}

/** Where Azure says what became of its operations on a cluster. */
export function activityLog(opened: OpenCluster): string {
  return `${portalPage(opened)}/eventlogs`;
}
