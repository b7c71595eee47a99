import { formatClusterId } from '#lib/clusters/resource-id';
import { settings } from '#lib/settings';
import type { OpenCluster } from './read-cluster.ts';

/** A resource's page in the Azure portal, in the directory whose token showed it. */
export function portalPageOf(tenantId: string, resourceId: string): string {
  return `${settings().cloud.portal}/#@${tenantId}/resource${resourceId}`;
}

export function portalPage({ reading, credential }: OpenCluster): string {
  return portalPageOf(credential.tenantId, formatClusterId(reading.cluster.id));
}

/** Where Azure says what became of its operations on a cluster. */
export function activityLog(opened: OpenCluster): string {
  return `${portalPage(opened)}/eventlogs`;
}
