import { randomUUID } from 'node:crypto';
import { type Answer, json } from '../http/exchange.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';
import { listAt, mergePatch, textAt, withAt } from '../json-edit.ts';
import { runningOperation, startOperation } from '../world/operations.ts';
import { scopeCovers } from '../world/roles.ts';
import type { Cluster, Operation } from '../world/world.ts';
import { firstVersionWithRollback } from './api-versions.ts';
import { landedBody } from './cluster-landing.ts';
import { refuseClusterBody } from './cluster-rules.ts';
import { refuseBusy, refuseStopped } from './cluster-state.ts';
import { showCluster } from './cluster-view.ts';
import { armError, invalidRequestContent } from './errors.ts';
import { refuseLinkedRights, refusePolicy } from './governance.ts';
import { operationHeaders } from './operations.ts';
import { refusePreconditions } from './preconditions.ts';
import type { ArmCall } from './route.ts';

/**
 * PUT: replaces a cluster as AKS does. Accepted is not done: an operation follows. AKS would make one that
 * is not there; nothing that talks to this emulator may ask for that, so it is not known here.
 */
export function putCluster(call: ArmCall, id: string): Answer | undefined {
  const { world, request, caller } = call;
  const sent = parseJson(request.body);
  if (!isObject(sent)) return invalidRequestContent('not a JSON object');
  const cluster = world.clusters.get(id.toLowerCase());
  if (!cluster) return refusePreconditions(request, undefined);
  if (textAt(sent, 'location') === '') {
    const message = 'The location property is required for this definition.';
    return armError(400, 'LocationRequired', message);
  }
  const governed = refusePolicy(world, cluster) ?? refuseLinkedRights(world, caller, cluster);
  if (governed) return governed;

  runningOperation(world, cluster);
  const asked = withPolicies(call, cluster, sent);
  const refused =
    refusePreconditions(request, cluster) ??
    refuseBusy(cluster) ??
    refuseStopped(cluster) ??
    refuseClusterBody(cluster.body, asked);
  if (refused) return refused;

  if (call.apiVersion >= firstVersionWithRollback) recordRollbacks(cluster, asked);
  cluster.body = withAt(landedBody(cluster.body, asked), ['eTag'], randomUUID());
  return accepted(call, cluster, startOperation(world, cluster));
}

function accepted(
  { request, apiVersion }: ArmCall,
  cluster: Cluster,
  operation: Operation,
): Answer {
  const headers = operationHeaders(request.origin, cluster.subscriptionId, operation);
  return json(200, showCluster(cluster, apiVersion), headers);
}

/** Policies with the effect `modify` change what lands. */
function withPolicies({ world }: ArmCall, cluster: Cluster, sent: JsonObject): JsonObject {
  const policies = world.subscriptions.get(cluster.subscriptionId.toLowerCase())?.policies ?? [];
  return policies
    .filter(({ scope }) => scopeCovers(scope, cluster.id))
    .reduce(
      (body, { effect }) => (effect.do === 'modify' ? mergePatch(body, effect.patch) : body),
      sent,
    );
}

function recordRollbacks(cluster: Cluster, sent: JsonObject): void {
  const pools = listAt(sent, 'properties', 'agentPoolProfiles').filter(isObject);
  const rolledBack = pools.filter((pool) => textAt(pool, 'nodeImageVersion') !== '');
  cluster.poolRollbacks.push(...rolledBack.map((pool) => textAt(pool, 'name')));
}
