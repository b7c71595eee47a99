import { type Answer, empty, html, json, type Request, redirect } from '../http/exchange.ts';
import { authorize, isCommon } from './authorize.ts';
import type { Entra } from './entra.ts';
import { signedOutPage } from './pages.ts';
import { tokenEndpoint } from './token-endpoint.ts';

const methods: Readonly<Record<string, readonly string[]>> = {
  'oauth2/v2.0/authorize': ['GET', 'POST'],
  'oauth2/v2.0/token': ['POST'],
  'oauth2/v2.0/logout': ['GET', 'POST'],
  'v2.0/.well-known/openid-configuration': ['GET'],
  'discovery/v2.0/keys': ['GET'],
};

/** Entra's answer to a path of its own; `undefined` for any other path. */
export async function entraRoute(entra: Entra, request: Request): Promise<Answer | undefined> {
  const [, tenant = '', rest = ''] = /^\/([^/]+)\/(.+)$/.exec(request.path) ?? [];
  const allowed = methods[rest];
  if (!allowed || !(isCommon(tenant) || /^[0-9a-f-]{36}$/i.test(tenant))) return undefined;
  if (!allowed.includes(request.method)) return empty(405, { allow: allowed.join(', ') });
  switch (rest) {
    case 'oauth2/v2.0/authorize':
      return authorize(entra, tenant, request);
    case 'oauth2/v2.0/token':
      return tokenEndpoint(entra, tenant, request);
    case 'oauth2/v2.0/logout':
      return logout(request);
    case 'discovery/v2.0/keys':
      return json(200, { keys: entra.issuer.keys.keys.map((key) => ({ ...key })) });
    default:
      return openIdConfiguration(tenant, request);
  }
}

function logout(request: Request): Answer {
  const target = request.query.get('post_logout_redirect_uri');
  return target !== null && URL.canParse(target) ? redirect(target) : html(200, signedOutPage());
}

function openIdConfiguration(tenant: string, { origin }: Request): Answer {
  const base = `${origin}/${tenant}`;
  const issuer = isCommon(tenant) ? `${origin}/{tenantid}/v2.0` : `${base}/v2.0`;
  return json(200, {
    issuer,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'form_post'],
    subject_types_supported: ['pairwise'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    tenant_region_scope: null,
  });
}
