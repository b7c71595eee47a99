import { apiVersions } from '#lib/azure/api-versions';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { read, unreadable } from '#lib/azure/http/read';
import { type Cluster, readCluster } from '#lib/clusters/cluster';
import { type ClusterId, clusterKey, formatClusterId } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';

/** A cluster as AKS itself answered: what we understand of it, and the text that a PUT is made from. */
export type RawCluster = {
  readonly cluster: Cluster;
  /** The body, verbatim. */
  readonly text: string;
  /** When the question was sent, in ms since 1970: the answer may be that old, never older. */
  readonly readAtMs: number;
};

/** ARM's address of the cluster, with the pinned api-version. */
export function clusterUrl(id: ClusterId): string {
  return `${formatClusterId(id)}?api-version=${apiVersions.managedClusters}`;
}

/** ARM's address of the clusters of a scope: a subscription or a resource group, by its resource id. */
export function clusterListUrl(scope: string): string {
  return `${scope}/providers/Microsoft.ContainerService/managedClusters?api-version=${apiVersions.managedClusters}`;
}

/** Reads one cluster from AKS itself, never from Resource Graph, whose answers may be old. */
export async function readClusterRaw(
  arm: Arm,
  credential: Credential,
  id: ClusterId,
): Promise<Result<RawCluster, Failure>> {
  const answer = await read(arm, credential, { url: clusterUrl(id), about: id });
  if (!answer.ok) return answer;
  const { bodyText: text, sentAtMs: readAtMs } = answer.value;
  const cluster = parseCluster(text);
  if (!cluster.ok) return err(unreadable(arm, answer.value, cluster.error));
  // A cache on the way may mix answers up, and this is what a PUT is made from.
  const isAsked = clusterKey(cluster.value.id) === clusterKey(id);
  if (!isAsked) return err(unreadable(arm, answer.value, 'The answer names another cluster'));
  return ok({ cluster: cluster.value, text, readAtMs });
}

function parseCluster(text: string): Result<Cluster, string> {
  try {
    return readCluster(JSON.parse(text), 'direct');
  } catch (error) {
    return err(String(error));
  }
}
