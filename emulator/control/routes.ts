import { z } from 'zod';
import {
  clusterEditSchema,
  faultSchema,
  finishSchema,
  personEditSchema,
  releaseSchema,
  settingsSchema,
  subscriptionEditSchema,
  tokenRequestSchema,
} from '../control.ts';
import type { Entra } from '../entra/entra.ts';
import { tokenLifetime } from '../entra/tokens.ts';
import { type Answer, empty, json, type Request } from '../http/exchange.ts';
import { type JsonValue, parseJson, printJson } from '../json.ts';
import { seedSchema } from '../seed.ts';
import { finish, operationState } from '../world/operations.ts';
import { applySeed } from '../world/seed.ts';
import { application, type Cluster } from '../world/world.ts';
import { editCluster, editClusters, editPerson, editSubscription } from './edits.ts';
import type { Running } from './running.ts';

type Handler = (running: Running, request: Request, id: string) => Answer | Promise<Answer>;

const routes: Readonly<Record<string, Handler>> = {
  'POST seed': (running, request) =>
    parsed(request, seedSchema, (seed) => json(200, applySeed(running.entra.world, seed))),
  'GET people': ({ entra }) => json(200, showPeople(entra)),
  'PATCH person': withParsedEdit(personEditSchema, editPerson),
  'PATCH subscription': withParsedEdit(subscriptionEditSchema, editSubscription),
  'GET cluster': (running, request) => onCluster(running, request, ({ body }) => json(200, body)),
  'PATCH cluster': withParsedEdit(clusterEditSchema, editCluster),
  'PATCH clusters': withParsedEdit(clusterEditSchema, editClusters),
  'DELETE cluster': (running, request) =>
    onCluster(running, request, ({ id }) => {
      running.entra.world.clusters.delete(id.toLowerCase());
      return empty(204);
    }),
  'GET rollbacks': (running, request) =>
    onCluster(running, request, ({ poolRollbacks }) => json(200, poolRollbacks)),
  'GET requests': ({ log }, { query }) => json(200, jsonOf(log.find(query))),
  'GET counts': ({ log }, { query }) => {
    const found = Map.groupBy(log.find(query), ({ surface }) => surface);
    const counts = [...found].map(([surface, requests]) => [surface, requests.length] as const);
    return json(200, Object.fromEntries(counts));
  },
  'GET unknown': ({ log }) => json(200, jsonOf(log.unknown())),
  'GET operations': ({ entra }, { query }) => {
    const wanted = query.get('id')?.toLowerCase();
    const operations = [...entra.world.operations.values()];
    const own = operations.filter(({ clusterId }) => clusterId.toLowerCase() === wanted);
    return json(200, jsonOf((wanted === undefined ? operations : own).map(operationState)));
  },
  'POST operations/finish': ({ entra }, request, id) =>
    parsed(request, finishSchema, ({ status, error }) => {
      const operation = entra.world.operations.get(id);
      if (!operation) return missing('operation');
      finish(entra.world, operation, status, error);
      return json(200, jsonOf(operationState(operation)));
    }),
  'POST faults': ({ faults }, request) =>
    parsed(request, faultSchema, (fault) => json(201, jsonOf(faults.add(fault)))),
  'DELETE faults': ({ faults }, _request, id) => {
    faults.remove(id === '' ? undefined : id);
    return empty(204);
  },
  'POST faults/release': ({ faults }, request, id) =>
    parsed(request, releaseSchema, ({ outcome }) =>
      faults.release(id, outcome) ? empty(204) : missing('fault'),
    ),
  'GET faults/held': async ({ faults }, { query }, id) => {
    const state = await faults.held(id, Number(query.get('ms') ?? 20_000));
    return state ? json(state.held > 0 ? 200 : 408, jsonOf(state)) : missing('fault');
  },
  'GET settings': ({ entra }) => json(200, jsonOf(entra.world.settings)),
  'POST settings': ({ entra }, request) =>
    parsed(request, settingsSchema, (settings) => {
      Object.assign(entra.world.settings, settings);
      return json(200, jsonOf(entra.world.settings));
    }),
  'POST tokens': ({ entra }, request) => parsed(request, tokenRequestSchema, issueToken(entra)),
};

/** The control plane's answer to anything under `/_emulator/`. */
export function controlRoute(running: Running, request: Request): Answer | Promise<Answer> {
  const [, , kind = '', id = '', act] = request.path.split('/');
  const name = act === undefined ? kind : `${kind}/${act}`;
  const handler = routes[`${request.method} ${name}`];
  return handler?.(running, request, id) ?? missing('control route');
}

function withParsedEdit<T>(
  schema: z.ZodType<T>,
  edit: (running: Running, request: Request, change: T) => Answer,
): Handler {
  return (running, request) => parsed(request, schema, (change) => edit(running, request, change));
}

function parsed<T>(
  request: Request,
  schema: z.ZodType<T>,
  act: (value: T) => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  const read = schema.safeParse(request.body === '' ? {} : parseJson(request.body));
  if (!read.success) return json(400, { error: z.prettifyError(read.error) });
  try {
    return act(read.data);
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function onCluster(
  running: Running,
  { query }: Request,
  act: (cluster: Cluster) => Answer,
): Answer {
  const cluster = running.entra.world.clusters.get((query.get('id') ?? '').toLowerCase());
  return cluster ? act(cluster) : missing('cluster');
}

function missing(what: string): Answer {
  return json(404, { error: `There is no such ${what}.` });
}

function showPeople({ world }: Entra): JsonValue {
  return [...world.people.values()].map((person) => ({
    upn: person.upn,
    displayName: person.displayName,
    homeTenantId: person.homeTenantId,
    memberships: Object.fromEntries(person.memberships),
  }));
}

function issueToken(entra: Entra) {
  return async (asked: z.output<typeof tokenRequestSchema>): Promise<Answer> => {
    const person = entra.world.people.get(asked.person.toLowerCase());
    const tenantId = (asked.tenantId ?? person?.homeTenantId ?? '').toLowerCase();
    if (!person?.memberships.has(tenantId)) return missing('person in that directory');
    const accessToken = await entra.issuer.accessToken({
      person,
      tenantId,
      clientId: application.clientId,
      acrs: asked.acrs,
      lifetimeSeconds: asked.lifetimeSeconds ?? tokenLifetime(entra.world, person),
      knowsClaimsChallenges: true,
      audience: asked.audience,
    });
    return json(200, { accessToken });
  };
}

/** Control answers are made of plain fields; those that are not there are left out. */
function jsonOf(value: unknown): JsonValue {
  return parseJson(printJson(value)) ?? null;
}
