import { createHash, timingSafeEqual } from 'node:crypto';
import { type Answer, json, type Request } from '../http/exchange.ts';
import { application, isApplication, type Person } from '../world/world.ts';
import { isCommon, refusalOf, tenantFor } from './authorize.ts';
import { type ClaimsRequest, parseClaims } from './claims.ts';
import type { Entra } from './entra.ts';
import { refusal, tokenRefusal } from './errors.ts';
import type { SignIn } from './grants.ts';
import { armScope, grantedScopes } from './scopes.ts';
import { tokenLifetime } from './tokens.ts';

/** `POST /{tenant}/oauth2/v2.0/token`: a code or a refresh token for tokens. */
export async function tokenEndpoint(
  entra: Entra,
  tenant: string,
  request: Request,
): Promise<Answer> {
  const form = new URLSearchParams(request.body);
  if (!isCommon(tenant) && !entra.world.tenants.has(tenant.toLowerCase())) {
    return tokenRefusal(refusal('invalid_request', 90002));
  }
  const stranger = refuseClient(form);
  if (stranger) return stranger;
  const claims = parseClaims(form.get('claims') ?? '');
  if (claims === undefined) return tokenRefusal(refusal('invalid_request', 900144));

  const redemption = { tenant, form, claims, origin: request.origin };
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeemCode(entra, redemption);
    case 'refresh_token':
      return redeemRefreshToken(entra, redemption);
    default:
      return tokenRefusal(refusal('unsupported_grant_type', 70003));
  }
}

type Redemption = {
  readonly tenant: string;
  readonly form: URLSearchParams;
  readonly claims: ClaimsRequest;
  readonly origin: string;
};

async function redeemCode(entra: Entra, { form, claims, origin }: Redemption): Promise<Answer> {
  const code = entra.grants.redeemCode(form.get('code') ?? '');
  if (code === 'used') return tokenRefusal(refusal('invalid_grant', 54005));
  if (code === 'unknown' || code.expiresAt < Date.now()) {
    return tokenRefusal(refusal('invalid_grant', 70008));
  }
  if (code.clientId.toLowerCase() !== form.get('client_id')?.toLowerCase()) {
    return tokenRefusal(refusal('invalid_grant', 700016));
  }
  if (code.redirectUri !== form.get('redirect_uri')) {
    return tokenRefusal(refusal('invalid_grant', 9000214));
  }
  if (!proves(form.get('code_verifier') ?? '', code.challenge)) {
    return tokenRefusal(refusal('invalid_grant', 50148));
  }
  const person = entra.world.people.get(code.upn.toLowerCase());
  if (!person) return tokenRefusal(refusal('invalid_grant', 50173));
  const cp1 = code.knowsClaimsChallenges || claims.knowsClaimsChallenges;
  const { tenantId, scope, nonce } = code;
  return tokens(entra, { person, signIn: code, tenantId, scope, nonce, cp1, origin });
}

async function redeemRefreshToken(entra: Entra, redemption: Redemption): Promise<Answer> {
  const { form, claims, tenant, origin } = redemption;
  const signIn = entra.grants.refreshToken(form.get('refresh_token') ?? '');
  const person = entra.world.people.get((signIn?.upn ?? '').toLowerCase());
  if (!signIn || !person) return tokenRefusal(refusal('invalid_grant', 70008));
  const tenantId = tenantFor(person, tenant);
  if (!person.memberships.has(tenantId)) return tokenRefusal(refusal('invalid_grant', 50020));

  const refused = refusalOf(person, tenantId, 'silent');
  if (refused) return tokenRefusal(refused, refused.claims);
  const proved = signIn.acrs.get(tenantId) ?? [];
  const missing = claims.acrs.some((wanted) => !proved.includes(wanted));
  if (missing || signIn.authTime < claims.notBefore) {
    const wanted = form.get('claims') ?? '';
    return tokenRefusal(refusal('interaction_required', 50076), wanted);
  }
  const scope = form.get('scope') ?? '';
  const cp1 = claims.knowsClaimsChallenges;
  return tokens(entra, { person, signIn, tenantId, scope, nonce: '', cp1, origin });
}

type Issue = {
  readonly person: Person;
  readonly signIn: SignIn;
  readonly tenantId: string;
  readonly scope: string;
  readonly nonce: string;
  readonly cp1: boolean;
  readonly origin: string;
};

async function tokens(entra: Entra, issue: Issue): Promise<Answer> {
  const { person, signIn, tenantId, cp1 } = issue;
  const scopes = grantedScopes(issue.scope);
  if (scopes === undefined) return tokenRefusal(refusal('invalid_scope', 70011));
  const lifetimeSeconds = tokenLifetime(entra.world, person);
  const { clientId } = signIn;
  const accessToken = await entra.issuer.accessToken({
    person,
    tenantId,
    clientId,
    acrs: signIn.acrs.get(tenantId) ?? [],
    lifetimeSeconds,
    knowsClaimsChallenges: cp1,
  });
  const { upn, authTime, acrs } = signIn;
  return json(
    200,
    {
      token_type: 'Bearer',
      scope: armScope,
      expires_in: lifetimeSeconds,
      ext_expires_in: lifetimeSeconds,
      access_token: accessToken,
      ...(scopes.includes('offline_access')
        ? { refresh_token: entra.grants.issueRefreshToken({ upn, clientId, authTime, acrs }) }
        : {}),
      ...(scopes.includes('openid') ? { id_token: await idToken(entra, issue) } : {}),
      client_info: clientInfo(person),
    },
    { 'cache-control': 'no-store, no-cache' },
  );
}

function idToken(entra: Entra, { person, signIn, tenantId, nonce, origin }: Issue) {
  const now = Math.floor(Date.now() / 1000);
  const objectId = person.memberships.get(tenantId) ?? '';
  return entra.issuer.idToken({
    iss: `${origin}/${tenantId}/v2.0`,
    aud: signIn.clientId,
    iat: now,
    nbf: now,
    exp: now + 3600,
    name: person.displayName,
    preferred_username: person.upn,
    oid: objectId,
    sub: createHash('sha256').update(`${objectId} ${signIn.clientId}`).digest('base64url'),
    tid: tenantId,
    ...(nonce === '' ? {} : { nonce }),
  });
}

function clientInfo(person: Person): string {
  const uid = person.memberships.get(person.homeTenantId) ?? '';
  return Buffer.from(JSON.stringify({ uid, utid: person.homeTenantId })).toString('base64url');
}

function refuseClient(form: URLSearchParams): Answer | undefined {
  if (!isApplication(form.get('client_id')))
    return tokenRefusal(refusal('unauthorized_client', 700016));
  const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  if (form.get('client_assertion_type') === assertionType && form.get('client_assertion')) return;
  const secret = form.get('client_secret');
  if (secret === null) return tokenRefusal(refusal('invalid_client', 7000218));
  if (secret === application.clientSecret) return;
  return tokenRefusal(refusal('invalid_client', 7000215));
}

function proves(verifier: string, challenge: string): boolean {
  const hash = createHash('sha256').update(verifier).digest('base64url');
  return (
    hash.length === challenge.length && timingSafeEqual(Buffer.from(hash), Buffer.from(challenge))
  );
}
