import { isJsonObject, type JsonObject } from '../json.ts';
import { listAt, withAt } from '../json-edit.ts';
import type { Cluster } from '../world/world.ts';
import { firstVersionWithETag } from './api-versions.ts';

/** A cluster as an api-version shows it: eTags came with 2024-09-01. */
export function showCluster(cluster: Cluster, apiVersion: string): JsonObject {
  if (cluster.showsETag && apiVersion >= firstVersionWithETag) return cluster.body;
  const pools = listAt(cluster.body, 'properties', 'agentPoolProfiles').map((pool) =>
    isJsonObject(pool) ? withAt(pool, ['eTag'], undefined) : pool,
  );
  const body = withAt(cluster.body, ['eTag'], undefined);
  return pools.length === 0 ? body : withAt(body, ['properties', 'agentPoolProfiles'], pools);
}
