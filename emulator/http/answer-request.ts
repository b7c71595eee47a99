import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { armRoute } from '../arm/arm.ts';
import { controlRoute } from '../control/routes.ts';
import type { Running } from '../control/running.ts';
import { managedIdentity } from '../entra/managed-identity.ts';
import { entraRoute } from '../entra/routes.ts';
import { isQuery, resourceGraphRoute } from '../graph/route.ts';
import { hasUnderWay, settle } from '../world/operations.ts';
import { echo } from './echo.ts';
import { type Answer, json, type Request } from './exchange.ts';
import { after, before } from './faults.ts';
import { senderOf } from './sender.ts';

/** Answers one request, with faults, latency and the log around it. `reset` breaks the connection. */
export async function answerRequest(running: Running, request: Request): Promise<Answer | 'reset'> {
  const { entra, quiet } = running;
  const isQuiet = (request.method === 'GET' || isQuery(request)) && !hasUnderWay(entra.world);
  settle(entra.world);
  const answer = () => answerSettled(running, request);
  return isQuiet ? answer() : quiet.breakFor(answer);
}

async function answerSettled(running: Running, request: Request): Promise<Answer | 'reset'> {
  if (request.path.startsWith('/_emulator')) return controlRoute(running, request);
  const sender = senderOf(running.entra, request);
  const correlationId = request.headers['x-ms-correlation-request-id'] ?? randomUUID();
  const entry = running.log.open(request, sender, correlationId);

  const answered = (answer: Answer): Answer => {
    const complete = withAzureHeaders(answer, request, correlationId);
    running.log.close(entry, complete);
    return complete;
  };
  const fault = running.faults.strike(request, sender);
  const verdict = fault ? await before(fault) : 'go-on';
  if (verdict === 'reset') return 'reset';
  if (verdict !== 'go-on') return answered(verdict);

  const known = await route(running, request);
  if (!known) running.log.rememberUnknown(entry);
  const answer = answered(known ?? notImplemented(request));
  const last = fault ? await after(fault) : 'go-on';
  if (last === 'reset') return 'reset';
  return last === 'go-on' ? answer : answered(last);
}

async function route(running: Running, request: Request): Promise<Answer | undefined> {
  const { entra } = running;
  if (request.path === '/echo/ip') return echo(entra.world, request);
  if (request.path === '/msi') return managedIdentity(entra, request);
  const identity = await entraRoute(entra, request);
  if (identity) return identity;
  const arrived = performance.now();
  const answer = (await resourceGraphRoute(running, request)) ?? (await armRoute(entra, request));
  // What the emulator took itself is part of it: Azure's latency has Azure's own time in it, too.
  const left = arrived + entra.world.settings.latencyMs - performance.now();
  if (left > 0) await wait(left);
  return answer;
}

function notImplemented(request: Request): Answer {
  const message = `The emulator does not know ${request.method} ${request.path}.`;
  return json(501, { error: { code: 'NotImplementedByEmulator', message } });
}

/** The headers that ARM puts on everything. */
function withAzureHeaders(answer: Answer, request: Request, correlationId: string): Answer {
  if (!/^\/(subscriptions|tenants|providers)(\/|$)/i.test(request.path)) return answer;
  const requestId = randomUUID();
  const echoed = request.headers['x-ms-client-request-id'];
  const headers = {
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '-1',
    'x-content-type-options': 'nosniff',
    'x-ms-request-id': requestId,
    'x-ms-correlation-request-id': correlationId,
    'x-ms-routing-request-id': `EMULATOR:${new Date().toISOString()}:${requestId}`,
    ...(echoed === undefined ? {} : { 'x-ms-client-request-id': echoed }),
  };
  return { ...answer, headers: { ...headers, ...answer.headers } };
}
