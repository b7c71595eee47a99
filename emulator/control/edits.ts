import { randomBytes, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { clusterEditSchema, personEditSchema, subscriptionEditSchema } from '../control.ts';
import { type Answer, empty, json, type Request } from '../http/exchange.ts';
import { isObject, type JsonObject } from '../json.ts';
import { listAt, mergePatch, objectAt, textAt, withAt } from '../json-edit.ts';
import { changeBody } from '../world/list-records.ts';
import { assignRoles, scoped } from '../world/seed.ts';
import { takeSnapshot } from '../world/snapshot.ts';
import type { Cluster, Doer } from '../world/world.ts';
import type { Running } from './running.ts';

const somebody: Doer = {
  changedBy: 'somebody@contoso.com',
  changedByType: 'User',
  clientType: 'Azure CLI',
};

type ClusterEdit = z.output<typeof clusterEditSchema>;

/** Somebody edits a cluster elsewhere, without an operation. Answers the body as it is then. */
export function editCluster({ entra }: Running, { query }: Request, edit: ClusterEdit): Answer {
  const cluster = entra.world.clusters.get((query.get('id') ?? '').toLowerCase());
  if (!cluster) return json(404, { error: 'There is no such cluster.' });
  applyEdit(cluster, edit);
  return json(200, cluster.body);
}

/** The same edit of every cluster. */
export function editClusters({ entra }: Running, _request: Request, edit: ClusterEdit): Answer {
  for (const cluster of entra.world.clusters.values()) applyEdit(cluster, edit);
  return empty(204);
}

function applyEdit(cluster: Cluster, edit: ClusterEdit): void {
  const { apiServer, operations, resourceGraph, linkedRights, showsETag, ifMatch } = edit;
  if (apiServer) cluster.apiServer = apiServer;
  if (operations) cluster.operations = operations;
  if (resourceGraph) cluster.resourceGraph = resourceGraph;
  if (linkedRights) cluster.linkedRights = linkedRights;
  if (showsETag !== undefined) cluster.showsETag = showsETag;
  if (ifMatch) cluster.ifMatch = ifMatch;
  if (edit.recordsListAs) cluster.recordsListAs = edit.recordsListAs;
  changeBody(cluster, editedPool(editedBody(cluster.body, edit), edit), edit.by ?? somebody);
}

/** Changes what holds in a subscription. */
export function editSubscription(
  { entra: { world } }: Running,
  { query }: Request,
  edit: z.output<typeof subscriptionEditSchema>,
): Answer {
  const subscription = world.subscriptions.get((query.get('id') ?? '').toLowerCase());
  if (!subscription) return json(404, { error: 'There is no such subscription.' });
  const { id } = subscription;
  if (edit.readOnly !== undefined) subscription.readOnly = edit.readOnly;
  if (edit.roles) assignRoles(world, subscription, edit.roles);
  if (edit.locks) subscription.locks = scoped(id, edit.locks);
  if (edit.policies) subscription.policies = scoped(id, edit.policies);
  if (edit.challenges) subscription.challenges = scoped(id, edit.challenges);
  if (edit.operations) subscription.operations = edit.operations;
  if (edit.resourceGraphLags !== undefined) {
    subscription.graphSnapshot = edit.resourceGraphLags ? takeSnapshot(world, id) : undefined;
  }
  return empty(204);
}

/** Changes how Entra treats a person from now on. */
export function editPerson(
  { entra: { world } }: Running,
  { query }: Request,
  edit: z.output<typeof personEditSchema>,
): Answer {
  const upn = (query.get('upn') ?? '').toLowerCase();
  const person = world.people.get(upn);
  if (!person) return json(404, { error: 'There is no such person.' });
  world.people.set(upn, {
    ...person,
    refusals: edit.refusals ?? person.refusals,
    tokenLifetimeSeconds: edit.tokenLifetimeSeconds ?? person.tokenLifetimeSeconds,
  });
  return empty(204);
}

function editedBody(body: JsonObject, edit: ClusterEdit): JsonObject {
  const { authorizedIPRanges, properties, tags, recreated } = edit;
  if (!authorizedIPRanges && !properties && !tags && !recreated) return body;
  const path = ['properties', 'apiServerAccessProfile'];
  const access = { ...objectAt(body, ...path), authorizedIPRanges: authorizedIPRanges ?? [] };
  const listed = authorizedIPRanges ? withAt(body, path, withoutEmptyList(access)) : body;
  const patched = properties ? mergePatch(listed, { properties }) : listed;
  const tagged = tags ? withAt(patched, ['tags'], tags) : patched;
  const resourceUid = randomBytes(12).toString('hex');
  const made = recreated ? withAt(tagged, ['properties', 'resourceUID'], resourceUid) : tagged;
  return withAt(made, ['eTag'], randomUUID());
}

/** AKS shows no list rather than an empty one, and no profile rather than an empty one. */
function withoutEmptyList(access: JsonObject): JsonObject | undefined {
  if (listAt(access, 'authorizedIPRanges').length > 0) return access;
  const others = withAt(access, ['authorizedIPRanges'], undefined);
  return Object.keys(others).length === 0 ? undefined : others;
}

function editedPool(body: JsonObject, { pool }: ClusterEdit): JsonObject {
  if (!pool) return body;
  const pools = listAt(body, 'properties', 'agentPoolProfiles')
    .filter(isObject)
    .map((candidate) =>
      textAt(candidate, 'name') === pool.name
        ? { ...mergePatch(candidate, pool.patch), eTag: randomUUID() }
        : candidate,
    );
  return withAt(body, ['properties', 'agentPoolProfiles'], pools);
}
