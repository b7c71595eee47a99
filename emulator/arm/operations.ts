import { type Answer, empty, json } from '../http/exchange.ts';
import type { JsonObject } from '../json.ts';
import { look } from '../world/operations.ts';
import type { Operation } from '../world/world.ts';
import { aksError } from './errors.ts';
import type { ArmCall, ArmRoute } from './route.ts';

const place =
  '/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}';

/** The two addresses of a running operation. Whoever has the whole address may ask. */
export const operationRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    pattern: `${place}/operations/{operation}`,
    versions: 'operations',
    handle: (call) => withOperation(call, status),
  },
  {
    method: 'GET',
    pattern: `${place}/operationresults/{operation}`,
    versions: 'operations',
    handle: (call) => withOperation(call, result),
  },
];

/** The headers that name a new operation. PUT names its status, DELETE also where the result is. */
export function operationHeaders(
  origin: string,
  subscriptionId: string,
  operation: Operation,
): Record<string, string> {
  const base = `${origin}/subscriptions/${subscriptionId}/providers/Microsoft.ContainerService/locations/${operation.location}`;
  const query = `?api-version=2016-03-30&t=${operation.startedAt}&c=${operation.signature}&s=${operation.signature}&h=${operation.signature}`;
  const status = { 'azure-asyncoperation': `${base}/operations/${operation.id}${query}` };
  if (operation.kind !== 'delete') return status;
  return { ...status, location: `${base}/operationresults/${operation.id}${query}` };
}

function withOperation(call: ArmCall, show: (operation: Operation) => Answer): Answer {
  const { world, request, part } = call;
  const operation = world.operations.get(part('operation').toLowerCase());
  const isSigned = ['c', 's', 'h'].every(
    (name) => request.query.get(name) === operation?.signature,
  );
  if (!operation || !isSigned) {
    return aksError(
      404,
      'NotFound',
      `The operation '${part('operation')}' was not found.`,
      'GetOperation_NotFound',
    );
  }
  look(world, operation);
  return show(operation);
}

function status(operation: Operation): Answer {
  const { id, startedAt, endedAt, plan } = operation;
  const error = endedAt === undefined ? plan.errorWhileInProgress : plan.error;
  const shown: JsonObject = {
    name: id,
    status: operation.status,
    startTime: new Date(startedAt).toISOString(),
    ...(endedAt === undefined ? {} : { endTime: new Date(endedAt).toISOString() }),
  };
  if (!error) return json(200, shown);
  const { code, message, details } = error;
  return json(200, { ...shown, error: { code, message, ...(details ? { details } : {}) } });
}

function result(operation: Operation): Answer {
  return empty(operation.endedAt === undefined ? 202 : 204);
}
