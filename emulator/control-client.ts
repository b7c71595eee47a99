import { z } from 'zod';
import {
  type ClusterEdit,
  type Fault,
  type FaultState,
  type Finish,
  faultStateSchema,
  type LoggedRequest,
  loggedRequestSchema,
  type OperationState,
  operationStateSchema,
  type PersonEdit,
  type Release,
  type RequestCounts,
  requestCountsSchema,
  type Settings,
  type SubscriptionEdit,
  type TokenRequest,
} from './control.ts';
import { type JsonObject, jsonObjectSchema, parseJson, printJson } from './json.ts';
import { listAt } from './json-edit.ts';
import { type Seed, type Seeded, seededSchema } from './seed.ts';

/** Which logged requests are meant; all conditions that are given must hold. */
type RequestFilter = {
  readonly subscription?: string;
  readonly operator?: string;
  readonly path?: string;
  readonly method?: string;
  readonly surface?: LoggedRequest['surface'];
  /** Only those with a higher number. */
  readonly after?: number;
};

/** A client for the emulator at `url` (`http://localhost:4280`). */
export function createControlClient(url: string) {
  async function call(method: string, path: string, body?: unknown): Promise<string> {
    const response = await fetch(`${url}/_emulator/${path}`, {
      method,
      ...(body === undefined ? {} : { body: printJson(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text;
  }
  async function read<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown) {
    return schema.parse(parseJson(await call(method, path, body)));
  }
  const byId = (kind: string, id: string) => `${kind}?id=${encodeURIComponent(id)}`;

  return {
    seed: (seed: Seed): Promise<Seeded> => read(seededSchema, 'POST', 'seed', seed),
    /** The body Azure holds; eTags included, numbers exact. */
    cluster: (id: string): Promise<JsonObject> =>
      read(jsonObjectSchema, 'GET', byId('cluster', id)),
    /** The entries Azure holds, in order; empty when it holds no list. */
    async entriesOf(id: string): Promise<string[]> {
      const body = await read(jsonObjectSchema, 'GET', byId('cluster', id));
      const entries = listAt(body, 'properties', 'apiServerAccessProfile', 'authorizedIPRanges');
      return entries.map(String);
    },
    editCluster: (id: string, edit: ClusterEdit): Promise<JsonObject> =>
      read(jsonObjectSchema, 'PATCH', byId('cluster', id), edit),
    /** Edits every cluster there is. */
    editClusters: (edit: ClusterEdit) => call('PATCH', 'clusters', edit),
    deleteCluster: (id: string) => call('DELETE', byId('cluster', id)),
    /** Names of pools that a PUT would have rolled back. */
    rollbacks: (id: string): Promise<string[]> =>
      read(z.array(z.string()), 'GET', byId('rollbacks', id)),
    editSubscription: (id: string, edit: SubscriptionEdit) =>
      call('PATCH', byId('subscription', id), edit),
    editPerson: (upn: string, edit: PersonEdit) =>
      call('PATCH', `person?upn=${encodeURIComponent(upn)}`, edit),
    settings: (settings: Settings) => call('POST', 'settings', settings),
    addFault: (fault: Fault): Promise<FaultState> =>
      read(faultStateSchema, 'POST', 'faults', fault),
    removeFault: (id: string) => call('DELETE', `faults/${id}`),
    releaseFault: (id: string, release: Release = {}) =>
      call('POST', `faults/${id}/release`, release),
    /** Waits until the fault holds a request, at most 20 s. */
    faultHolds: (id: string): Promise<FaultState> =>
      read(faultStateSchema, 'GET', `faults/${id}/held`),
    operations: (clusterId: string): Promise<OperationState[]> =>
      read(z.array(operationStateSchema), 'GET', byId('operations', clusterId)),
    finishOperation: (id: string, finish: Finish = {}) =>
      call('POST', `operations/${id}/finish`, finish),
    requests: (filter: RequestFilter = {}): Promise<LoggedRequest[]> =>
      read(z.array(loggedRequestSchema), 'GET', `requests?${queryOf(filter)}`),
    /** How many requests there were of each surface: with bodies of megabytes, the log itself is slow. */
    requestCounts: (filter: RequestFilter = {}): Promise<RequestCounts> =>
      read(requestCountsSchema, 'GET', `counts?${queryOf(filter)}`),
    /** Requests that were answered with 501. */
    unknownRequests: (): Promise<LoggedRequest[]> =>
      read(z.array(loggedRequestSchema), 'GET', 'unknown'),
    /** An access token without a browser. */
    async token(request: TokenRequest): Promise<string> {
      const schema = z.object({ accessToken: z.string() });
      return (await read(schema, 'POST', 'tokens', request)).accessToken;
    },
  };
}

function queryOf(filter: RequestFilter): string {
  return new URLSearchParams(
    Object.entries(filter).map(([name, value]) => [name, String(value)]),
  ).toString();
}
