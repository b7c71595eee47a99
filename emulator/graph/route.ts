import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { seesAnything } from '../arm/access.ts';
import { refuseApiVersion } from '../arm/api-versions.ts';
import { authenticate, type Caller } from '../arm/authenticate.ts';
import { armError } from '../arm/errors.ts';
import type { Entra } from '../entra/entra.ts';
import { type Answer, jsonText, type Request } from '../http/exchange.ts';
import { parseJson } from '../json.ts';
import type { Quiet } from '../world/quiet.ts';
import type { Subscription } from '../world/world.ts';
import { evaluate } from './evaluate.ts';
import { pageOf } from './paging.ts';
import { parseQuery, type Query } from './parse.ts';
import type { Quota } from './quota.ts';
import type { RecentResults } from './recent-results.ts';
import { type Table, tables } from './tables.ts';
import { QueryError } from './tokens.ts';

const bodySchema = z.strictObject({
  query: z.string(),
  subscriptions: z.array(z.string()).max(1000).optional(),
  options: z
    .strictObject({
      $top: z.number().int().min(1).max(1000).optional(),
      $skip: z.number().int().min(0).optional(),
      $skipToken: z.string().optional(),
      resultFormat: z.literal('objectArray').optional(),
      authorizationScopeFilter: z.literal('AtScopeAndBelow').optional(),
      allowPartialScopes: z.boolean().optional(),
    })
    .optional(),
});

/** What Resource Graph needs besides the identity side. */
type Graph = {
  readonly entra: Entra;
  readonly quota: Quota;
  readonly results: RecentResults;
  readonly quiet: Quiet;
};

/** True for `POST /providers/Microsoft.ResourceGraph/resources`, which changes nothing. */
export function isQuery({ method, path }: Request): boolean {
  return method === 'POST' && /^\/providers\/Microsoft\.ResourceGraph\/resources\/?$/i.test(path);
}

/** Answers a query; `undefined` for any other request. */
export async function resourceGraphRoute(
  { quota, ...sources }: Graph,
  request: Request,
): Promise<Answer | undefined> {
  if (!isQuery(request)) return undefined;
  const refused = refuseApiVersion('resourceGraph', request.query.get('api-version'));
  if (refused) return refused;
  const { entra } = sources;
  const caller = await authenticate(entra.world, entra.issuer, request);
  if ('status' in caller) return caller;

  const { headers, exceeded } = quota.use(entra.world, caller.person.upn);
  const answer = exceeded ?? answerQuery(sources, caller, request);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function answerQuery(
  { entra, results, quiet }: Omit<Graph, 'quota'>,
  caller: Caller,
  request: Request,
): Answer {
  if (!request.headers['content-type']?.startsWith('application/json')) {
    return armError(
      415,
      'UnsupportedMediaType',
      'The content media type must be application/json.',
    );
  }
  const body = bodySchema.safeParse(parseJson(request.body));
  if (!body.success) return badRequest('InvalidRequestBody', z.prettifyError(body.error));
  const { query: text, subscriptions = [], options = {} } = body.data;
  try {
    const query = parseQuery(text);
    const question = [caller.person.upn, caller.token.tid, ...subscriptions, text].join(' ');
    const rows = results.answer(question, quiet.stretch(), () => {
      const { columns, rowsSeenIn } = tableOf(query);
      const scope = scopeOf(entra, caller, subscriptions);
      const from = scope.flatMap((each) => rowsSeenIn(entra.world, caller, each));
      return results.of(text, from, () => evaluate(query, columns, from));
    });
    const page = pageOf(rows, query, text, options);
    return jsonText(page.text, page.encoded);
  } catch (error) {
    if (error instanceof QueryError) return badRequest(error.code, error.message);
    throw error;
  }
}

/** The subscriptions that are asked for, as far as the person sees them; without names all of those. */
function scopeOf(entra: Entra, caller: Caller, subscriptions: readonly string[]): Subscription[] {
  const seen = visible(entra, caller);
  if (subscriptions.length === 0) return seen;
  const named = new Set(subscriptions.map((id) => id.toLowerCase()));
  const scope = seen.filter(({ id }) => named.has(id));
  if (scope.length > 0) return scope;
  const given = subscriptions.join(',');
  const message = `There must be at least one subscription that is eligible to contain resources. Given: ${given}`;
  throw new QueryError('NoValidSubscriptionsInQueryRequest', message);
}

function tableOf({ table: name }: Query): Table {
  const table = tables.get(name);
  if (!table) throw new QueryError('InvalidQuery', `The emulator has no table '${name}'.`);
  return table;
}

/** The subscriptions of the token's directory in which the person may see something. */
function visible({ world }: Entra, { person, token }: Caller): Subscription[] {
  return [...world.subscriptions.values()].filter(
    ({ id, tenantId, managedByTenants }) =>
      [tenantId, ...managedByTenants].includes(token.tid) &&
      seesAnything(world, person.upn, `/subscriptions/${id}`),
  );
}

function badRequest(code: string, message: string): Answer {
  const support = `timestamp = ${new Date().toISOString()}, correlationId = ${randomUUID()}.`;
  const words = `Please provide below info when asking for support: ${support}`;
  const general =
    'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.';
  const details = [
    { code: 'InvalidQuery', message: general },
    { code, message },
  ];
  return armError(400, 'BadRequest', words, { details });
}
