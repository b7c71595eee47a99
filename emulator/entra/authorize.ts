import { type Answer, html, type Request, redirect } from '../http/exchange.ts';
import type { SignInRefusal } from '../seed.ts';
import { isApplication, type Person, type World } from '../world/world.ts';
import { type ClaimsRequest, parseClaims } from './claims.ts';
import type { Entra } from './entra.ts';
import { type EntraRefusal, refusal } from './errors.ts';
import { errorPage, formPostPage, pickerPage } from './pages.ts';
import { grantedScopes } from './scopes.ts';

/**
 * The page a browser is sent to. GET shows the people to choose from, POST (with `person`) signs one
 * in. There is no session at Entra here: every sign-in asks who it is.
 */
export function authorize(entra: Entra, tenant: string, request: Request): Answer {
  const parameters = new URLSearchParams(request.query);
  if (request.method === 'POST') {
    for (const [name, value] of new URLSearchParams(request.body)) parameters.set(name, value);
  }
  const unsafe = refuseBeforeRedirect(entra.world, tenant, parameters);
  if (unsafe) return errorPage(unsafe);

  const claims = parseClaims(parameters.get('claims') ?? '');
  const problem = claims === undefined ? refusal('invalid_request', 900144) : check(parameters);
  if (claims === undefined || problem) return back(parameters, problem ?? refusal('server_error'));

  const upn = parameters.get('person');
  if (upn === null) return html(200, pickerPage(entra.world, request, parameters, claims));
  const person = entra.world.people.get(upn.toLowerCase());
  if (!person) return errorPage(refusal('invalid_request', 50020));
  return signIn(entra, { person, tenant, parameters, claims });
}

type Choice = {
  readonly person: Person;
  readonly tenant: string;
  readonly parameters: URLSearchParams;
  readonly claims: ClaimsRequest;
};

function signIn(entra: Entra, { person, tenant, parameters, claims }: Choice): Answer {
  const tenantId = tenantFor(person, tenant);
  if (!person.memberships.has(tenantId)) return errorPage(refusal('invalid_request', 50020));
  const refused = refusalOf(person, tenantId, 'interactive');
  if (refused) return back(parameters, refused);

  const code = entra.grants.issueCode({
    upn: person.upn,
    clientId: parameters.get('client_id') ?? '',
    authTime: Math.floor(Date.now() / 1000),
    acrs: new Map([[tenantId, claims.acrs]]),
    tenantId,
    redirectUri: parameters.get('redirect_uri') ?? '',
    challenge: parameters.get('code_challenge') ?? '',
    scope: parameters.get('scope') ?? '',
    nonce: parameters.get('nonce') ?? '',
    knowsClaimsChallenges: claims.knowsClaimsChallenges,
  });
  return respond(parameters, { code, session_state: crypto.randomUUID() });
}

/** The directory a sign-in is about: `organizations` and `common` mean the person's own. */
export function tenantFor(person: Person, tenant: string): string {
  return isCommon(tenant) ? person.homeTenantId : tenant.toLowerCase();
}

/** The reason, given by the world, why this person is sent away; `undefined` for most. */
export function refusalOf(
  person: Person,
  tenantId: string,
  when: 'interactive' | 'silent',
): (EntraRefusal & { readonly claims: string | undefined }) | undefined {
  const applies = (candidate: SignInRefusal) =>
    (candidate.when === 'both' || candidate.when === when) &&
    (candidate.tenantId === undefined || candidate.tenantId.toLowerCase() === tenantId);
  const found = person.refusals.find(applies);
  if (!found) return undefined;
  return { ...refusal(found.error, found.aadsts, found.description), claims: found.claims };
}

/** True for the paths that stand for "whatever directory the person is at home in". */
export function isCommon(tenant: string): boolean {
  return ['organizations', 'common'].includes(tenant.toLowerCase());
}

/** Whoever cannot be trusted with an answer gets a page: unknown tenant, application or address. */
function refuseBeforeRedirect(
  world: World,
  tenant: string,
  parameters: URLSearchParams,
): EntraRefusal | undefined {
  if (!isCommon(tenant) && !world.tenants.has(tenant.toLowerCase())) {
    return refusal('invalid_request', 90002);
  }
  if (!isApplication(parameters.get('client_id'))) return refusal('unauthorized_client', 700016);
  const redirectUri = parameters.get('redirect_uri') ?? '';
  return isLoopback(redirectUri) ? undefined : refusal('invalid_request', 50011);
}

function check(parameters: URLSearchParams): EntraRefusal | undefined {
  if (parameters.get('response_type') !== 'code') {
    return refusal('unsupported_response_type', 700054);
  }
  if (grantedScopes(parameters.get('scope') ?? '') === undefined) {
    return refusal('invalid_scope', 70011);
  }
  if (parameters.get('code_challenge_method') !== 'S256' || !parameters.get('code_challenge')) {
    return refusal('invalid_request', 9002325);
  }
  return parameters.get('prompt') === 'none' ? refusal('login_required', 50058) : undefined;
}

function back(parameters: URLSearchParams, refused: EntraRefusal): Answer {
  return respond(parameters, { error: refused.error, error_description: refused.description });
}

function respond(parameters: URLSearchParams, answer: Record<string, string>): Answer {
  const redirectUri = parameters.get('redirect_uri') ?? '';
  const state = parameters.get('state');
  const fields = state === null ? answer : { ...answer, state };
  if (parameters.get('response_mode') === 'form_post') {
    return html(200, formPostPage(redirectUri, fields));
  }
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(fields)) target.searchParams.set(name, value);
  return redirect(target.href);
}

function isLoopback(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname } = new URL(uri);
  return protocol.startsWith('http') && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
