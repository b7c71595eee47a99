import { randomUUID } from 'node:crypto';
import { type Answer, empty, json } from '../http/exchange.ts';
import { isObject, type JsonObject, parseJson } from '../json.ts';
import { listAt, mergePatch, objectAt, textAt, withAt } from '../json-edit.ts';
import { parseClusterId } from '../world/ids.ts';
import { changeBody } from '../world/list-records.ts';
import { runningOperation, startOperation } from '../world/operations.ts';
import { scopeCovers } from '../world/roles.ts';
import type { Cluster, Doer, Operation } from '../world/world.ts';
import { firstVersionWithRollback } from './api-versions.ts';
import type { Caller } from './authenticate.ts';
import { createdBody } from './cluster-creation.ts';
import { landedBody } from './cluster-landing.ts';
import { refuseClusterBody } from './cluster-rules.ts';
import { refuseBusy, refuseStopped } from './cluster-state.ts';
import { showCluster } from './cluster-view.ts';
import {
  armError,
  clusterNotFound,
  invalidRequestContent,
  resourceGroupNotFound,
} from './errors.ts';
import { refuseLinkedRights, refusePolicy } from './governance.ts';
import { operationHeaders } from './operations.ts';
import { refusePreconditions } from './preconditions.ts';
import type { ArmCall } from './route.ts';

/** PUT: replaces a cluster as AKS does, or makes one. Accepted is not done: an operation follows. */
export function putCluster(call: ArmCall, id: string): Answer {
  const { world, request, caller } = call;
  const sent = parseJson(request.body);
  if (!isObject(sent)) return invalidRequestContent();
  const cluster = world.clusters.get(id.toLowerCase());
  if (!cluster) return createCluster(call, id, sent);
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
  const landed = withNewTags(landedBody(cluster.body, asked));
  changeBody(cluster, landed, doerOf(caller), request.headers['x-ms-correlation-request-id']);
  return accepted(call, cluster, startOperation(world, cluster, 'update'), 200);
}

/** PATCH: tags and nothing else. */
export function patchCluster(call: ArmCall, id: string): Answer {
  const { world, request, part } = call;
  const sent = parseJson(request.body);
  if (!isObject(sent)) return invalidRequestContent();
  const cluster = world.clusters.get(id.toLowerCase());
  if (!cluster) return clusterNotFound(part('name'), part('group'));
  runningOperation(world, cluster);
  const refused = refusePreconditions(request, cluster) ?? refuseBusy(cluster);
  if (refused) return refused;
  const tagged = withAt(cluster.body, ['tags'], objectAt(sent, 'tags'));
  cluster.body = withNewTags(tagged);
  return accepted(call, cluster, startOperation(world, cluster, 'update'), 200);
}

/** DELETE: 202 with two addresses to watch, or 204 where there is nothing to delete. */
export function deleteCluster(call: ArmCall, id: string): Answer {
  const { world, request } = call;
  const cluster = world.clusters.get(id.toLowerCase());
  if (!cluster) return empty(204);
  runningOperation(world, cluster);
  const refused = refusePreconditions(request, cluster) ?? refuseBusy(cluster);
  if (refused) return refused;
  const operation = startOperation(world, cluster, 'delete');
  return empty(202, operationHeaders(request.origin, cluster.subscriptionId, operation));
}

function createCluster(call: ArmCall, id: string, sent: JsonObject): Answer {
  const { world, request, part } = call;
  const parts = parseClusterId(id);
  const subscription = world.subscriptions.get(part('subscription').toLowerCase());
  if (!parts || !subscription?.resourceGroups.has(part('group').toLowerCase())) {
    return resourceGroupNotFound(part('group'));
  }
  const refused = refusePreconditions(request, undefined) ?? refuseClusterBody({}, sent);
  if (refused) return refused;
  const cluster: Cluster = {
    ...parts,
    id,
    body: createdBody(id, parts.name, sent),
    apiServer: 'by-list',
    operations: undefined,
    linkedRights: [],
    showsETag: true,
    ifMatch: 'either',
    resourceGraph: 'complete',
    operationId: undefined,
    maintenanceConfigurations: {},
    listRecords: [],
    recordsListAs: 'elements',
    poolRollbacks: [],
  };
  world.clusters.set(id.toLowerCase(), cluster);
  return accepted(call, cluster, startOperation(world, cluster, 'create'), 201);
}

function accepted(
  { request, apiVersion }: ArmCall,
  cluster: Cluster,
  operation: Operation,
  status: number,
): Answer {
  const headers = operationHeaders(request.origin, cluster.subscriptionId, operation);
  return json(status, showCluster(cluster, apiVersion), headers);
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

function doerOf({ person, token }: Caller): Doer {
  return { changedBy: person.upn, changedByType: 'User', clientType: token.appid };
}

function recordRollbacks(cluster: Cluster, sent: JsonObject): void {
  const pools = listAt(sent, 'properties', 'agentPoolProfiles').filter(isObject);
  const rolledBack = pools.filter((pool) => textAt(pool, 'nodeImageVersion') !== '');
  cluster.poolRollbacks.push(...rolledBack.map((pool) => textAt(pool, 'name')));
}

/** What is done to a cluster moves its eTag and those of its pools. Source: AKS docs, use-etags. */
function withNewTags(cluster: JsonObject): JsonObject {
  const poolsPath = ['properties', 'agentPoolProfiles'];
  const pools = listAt(cluster, ...poolsPath).map((pool) =>
    isObject(pool) ? withAt(pool, ['eTag'], randomUUID()) : pool,
  );
  const moved = withAt(cluster, ['eTag'], randomUUID());
  return pools.length === 0 ? moved : withAt(moved, poolsPath, pools);
}
