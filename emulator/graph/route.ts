import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { seesAnything } from '../arm/access.ts';
import { refuseApiVersion } from '../arm/api-versions.ts';
import { authenticate, type Caller } from '../arm/authenticate.ts';
import { armError } from '../arm/errors.ts';
import type { Entra } from '../entra/entra.ts';
import { type Answer, jsonText, type Request } from '../http/exchange.ts';
import { type JsonObject, parseJson } from '../json.ts';
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
export type Graph = {
  readonly entra: Entra;
  readonly quota: Quota;
  readonly results: RecentResults;
};

/** `POST /providers/Microsoft.ResourceGraph/resources`; `undefined` for any other request. */
export async function resourceGraphRoute(
  { entra, quota, results }: Graph,
  request: Request,
): Promise<Answer | undefined> {
  const isOurs = /^\/providers\/Microsoft\.ResourceGraph\/resources\/?$/i.test(request.path);
  if (!isOurs || request.method !== 'POST') return undefined;
  const refused = refuseApiVersion('resourceGraph', request.query.get('api-version'));
  if (refused) return refused;
  const caller = await authenticate(entra.world, entra.issuer, request);
  if ('status' in caller) return caller;

  const { headers, exceeded } = quota.use(entra.world, caller.person.upn);
  const answer = exceeded ?? answerQuery({ entra, results }, caller, request);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function answerQuery(
  { entra, results }: Omit<Graph, 'quota'>,
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
  const wanted = body.data.subscriptions?.map((id) => id.toLowerCase());
  const named = new Set(wanted);
  const scope = visible(entra, caller).filter(({ id }) => !wanted || named.has(id));
  if (body.data.subscriptions?.length && scope.length === 0) {
    return badRequest(
      'NoValidSubscriptionsInQueryRequest',
      'There must be at least one subscription that is eligible to contain resources. Given: '.concat(
        body.data.subscriptions.join(','),
      ),
    );
  }
  try {
    const query = parseQuery(body.data.query);
    const from = rowsOf(entra, caller, query, scope);
    const rows = results.of(body.data.query, from.rows, () =>
      evaluate(query, from.columns, from.rows),
    );
    const page = pageOf(rows, query, body.data.query, body.data.options ?? {});
    return jsonText(200, page.text, page.encoded);
  } catch (error) {
    if (error instanceof QueryError) return badRequest(error.code, error.message);
    throw error;
  }
}

function rowsOf(
  { world }: Entra,
  caller: Caller,
  query: Query,
  scope: readonly Subscription[],
): { readonly columns: readonly string[]; readonly rows: readonly JsonObject[] } {
  const table: Table | undefined = tables[query.table];
  if (!table) throw new QueryError('InvalidQuery', `The emulator has no table '${query.table}'.`);
  const rows = scope.flatMap((subscription) => table.rows(world, caller, subscription));
  return { columns: table.columns, rows };
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
