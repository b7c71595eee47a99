import type { Entra } from '../entra/entra.ts';
import type { Answer, Request } from '../http/exchange.ts';
import { subscriptionIdOf } from '../world/ids.ts';
import { refuseAccess } from './access.ts';
import { refuseApiVersion } from './api-versions.ts';
import { authenticate, type Caller, refuseTenant } from './authenticate.ts';
import { authorizationRoutes } from './authorization.ts';
import { clusterRoutes } from './clusters.ts';
import { subscriptionNotFound } from './errors.ts';
import { networkRoutes } from './network.ts';
import { operationRoutes } from './operations.ts';
import { type ArmCall, type ArmRoute, matchPattern } from './route.ts';
import { subscriptionRoutes } from './subscriptions.ts';

const routes: readonly ArmRoute[] = [
  ...authorizationRoutes,
  ...subscriptionRoutes,
  ...clusterRoutes,
  ...operationRoutes,
  ...networkRoutes,
];

/** ARM's answer; `undefined` for what this emulator does not know. */
export async function armRoute(entra: Entra, request: Request): Promise<Answer | undefined> {
  const found = findRoute(request);
  if (!found) return undefined;
  const { route, parts } = found;
  const apiVersion = request.query.get('api-version');
  const refusedVersion = refuseApiVersion(route.versions, apiVersion);
  if (refusedVersion) return refusedVersion;

  const caller = await authenticate(entra.world, entra.issuer, request);
  if ('status' in caller) return caller;
  const refusedScope = refuseScope(entra, caller, request);
  if (refusedScope) return refusedScope;

  const part = (name: string) => parts[name] ?? '';
  const call = { world: entra.world, request, caller, apiVersion: apiVersion ?? '', part };
  return refuseCall(route, call) ?? route.handle(call);
}

function findRoute(request: Request) {
  for (const route of routes) {
    const parts = route.method === request.method && matchPattern(route.pattern, request.path);
    if (parts) return { route, parts };
  }
  return undefined;
}

function refuseScope({ world }: Entra, caller: Caller, request: Request): Answer | undefined {
  const id = subscriptionIdOf(request.path);
  if (id === undefined) return undefined;
  if (!world.subscriptions.has(id.toLowerCase())) return subscriptionNotFound(id);
  return refuseTenant(world, id, caller);
}

function refuseCall(route: ArmRoute, call: ArmCall): Answer | undefined {
  const needs = route.needs?.(call);
  return needs && refuseAccess(call.world, call.caller, needs.action, needs.scope);
}
