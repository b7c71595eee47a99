import type { JsonObject } from '../json.ts';
import type { World } from './world.ts';

/** The bodies of a subscription's clusters as they are now, by lower-case id. */
export function takeSnapshot(world: World, subscriptionId: string): Map<string, JsonObject> {
  const own = [...world.clusters.in(subscriptionId.toLowerCase())];
  return new Map(own.map(([id, cluster]) => [id, cluster.body]));
}
