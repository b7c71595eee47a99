import { isObject, type JsonObject } from '../json.ts';
import { listAt, withAt } from '../json-edit.ts';
import type { Cluster } from '../world/world.ts';
import { firstVersionWithETag } from './api-versions.ts';

const withoutETags = new WeakMap<JsonObject, JsonObject>();

/** A cluster as an api-version shows it: eTags came with 2024-09-01. */
export function showCluster(cluster: Cluster, apiVersion: string): JsonObject {
  if (cluster.showsETag && apiVersion >= firstVersionWithETag) return cluster.body;
  const shown = withoutETags.get(cluster.body) ?? leaveOutETags(cluster.body);
  withoutETags.set(cluster.body, shown);
  return shown;
}

function leaveOutETags(body: JsonObject): JsonObject {
  const pools = listAt(body, 'properties', 'agentPoolProfiles').map((pool) =>
    isObject(pool) ? withAt(pool, ['eTag'], undefined) : pool,
  );
  const bare = withAt(body, ['eTag'], undefined);
  return pools.length === 0 ? bare : withAt(bare, ['properties', 'agentPoolProfiles'], pools);
}
