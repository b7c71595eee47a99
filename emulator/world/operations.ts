import { randomUUID } from 'node:crypto';
import type { OperationState } from '../control.ts';
import { isObject, type JsonObject } from '../json.ts';
import { listAt, objectAt, textAt, withAt } from '../json-edit.ts';
import type { OperationPlan } from '../seed.ts';
import type { Cluster, Operation, OperationError, World } from './world.ts';

const stateOf = { create: 'Creating', update: 'Updating', delete: 'Deleting' } as const;

/** The provisioning states in which nothing is going on. */
export const atRest: readonly string[] = ['Succeeded', 'Failed', 'Canceled'];

/** Starts an operation on a cluster: its provisioning state, and its pools', show it. */
export function startOperation(world: World, cluster: Cluster, kind: Operation['kind']): Operation {
  cluster.body = inState(cluster.body, stateOf[kind]);
  return start(world, cluster, kind, planFor(world, cluster));
}

/** An operation that was there when the world began. The body may say what: `Upgrading`. */
export function startRunning(world: World, cluster: Cluster, plan: OperationPlan): Operation {
  const state = textAt(cluster.body, 'properties', 'provisioningState');
  if (atRest.includes(state)) cluster.body = inState(cluster.body, stateOf.update);
  return start(world, cluster, 'update', plan);
}

/** Lets everything end whose plan says so by now; done before each request, so no timer is needed. */
export function settle(world: World): void {
  for (const operation of world.operations.values()) endIfDue(world, operation);
}

/** True while an operation is under way, which may end with any look at it. */
export function hasUnderWay({ operations }: World): boolean {
  return operations.values().some(({ status }) => status === 'InProgress');
}

/** Looks at an operation, or at its cluster: ends it if that is due, and counts as a poll. */
export function look(world: World, operation: Operation): void {
  endIfDue(world, operation);
  if (operation.status === 'InProgress') operation.polls += 1;
}

function endIfDue(world: World, operation: Operation): void {
  if (operation.status !== 'InProgress') return;
  const { ends, status } = operation.plan;
  const isDue =
    ends === 'at-once' ||
    (typeof ends === 'object' && 'afterPolls' in ends && operation.polls >= ends.afterPolls) ||
    (typeof ends === 'object' &&
      'afterMs' in ends &&
      Date.now() >= operation.startedAt + ends.afterMs);
  if (isDue) finish(world, operation, status);
}

/** Ends an operation and shows it on its cluster. */
export function finish(
  world: World,
  operation: Operation,
  status: 'Succeeded' | 'Failed' | 'Canceled',
  error?: OperationError,
): void {
  operation.status = status;
  operation.endedAt = Date.now();
  if (error) operation.plan = { ...operation.plan, error };
  const cluster = world.clusters.get(operation.clusterId.toLowerCase());
  if (cluster?.operationId !== operation.id) return;
  cluster.operationId = undefined;
  if (operation.kind === 'delete' && status === 'Succeeded') {
    world.clusters.delete(operation.clusterId.toLowerCase());
    world.justDeleted.add(operation.clusterId.toLowerCase());
    return;
  }
  cluster.body = inState(withoutEmptyAccess(cluster.body), operation.plan.leaves ?? status);
}

/** The operation that runs on a cluster now, if its plan has not ended it by this look. */
export function runningOperation(world: World, cluster: Cluster): Operation | undefined {
  const operation = world.operations.get(cluster.operationId ?? '');
  if (operation) look(world, operation);
  return cluster.operationId === undefined ? undefined : operation;
}

/** What the control plane tells about an operation. */
export function operationState(operation: Operation): OperationState {
  const { id, clusterId, status, polls, startedAt, endedAt } = operation;
  const state = { id, clusterId, status, polls, startTime: new Date(startedAt).toISOString() };
  return endedAt === undefined ? state : { ...state, endTime: new Date(endedAt).toISOString() };
}

function start(
  world: World,
  cluster: Cluster,
  kind: Operation['kind'],
  plan: OperationPlan,
): Operation {
  const operation: Operation = {
    id: randomUUID(),
    clusterId: cluster.id,
    kind,
    location: textAt(cluster.body, 'location'),
    signature: randomUUID().replaceAll('-', ''),
    startedAt: Date.now(),
    plan,
    polls: 0,
    status: 'InProgress',
    endedAt: undefined,
  };
  world.operations.set(operation.id, operation);
  cluster.operationId = operation.id;
  return operation;
}

function planFor(world: World, cluster: Cluster): OperationPlan {
  const subscription = world.subscriptions.get(cluster.subscriptionId.toLowerCase());
  return cluster.operations ?? subscription?.operations ?? world.settings.operations;
}

function inState(body: JsonObject, state: string): JsonObject {
  const pools = listAt(body, 'properties', 'agentPoolProfiles').map((pool) =>
    isObject(pool) ? { ...pool, provisioningState: state } : pool,
  );
  const shown = withAt(body, ['properties', 'provisioningState'], state);
  return pools.length === 0 ? shown : withAt(shown, ['properties', 'agentPoolProfiles'], pools);
}

/** A cleared list shows as `{}` in the answer to the PUT and not at all later (recorded). */
function withoutEmptyAccess(body: JsonObject): JsonObject {
  const profile = objectAt(body, 'properties', 'apiServerAccessProfile');
  const path = ['properties', 'apiServerAccessProfile'];
  return Object.keys(profile).length === 0 ? withAt(body, path, undefined) : body;
}
