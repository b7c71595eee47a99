import { parseClaims } from '../entra/claims.ts';
import type { AccessToken, TokenIssuer } from '../entra/tokens.ts';
import type { Answer, Request } from '../http/exchange.ts';
import { printJson } from '../json.ts';
import type { ClaimsChallenge } from '../seed.ts';
import { type Person, subscriptionOf, type World } from '../world/world.ts';
import { armError } from './errors.ts';

/** Who asks, as the token says. */
export type Caller = { readonly person: Person; readonly token: AccessToken };

/** Reads the bearer token; an `Answer` is ARM's refusal of it. */
export async function authenticate(
  world: World,
  issuer: TokenIssuer,
  request: Request,
): Promise<Caller | Answer> {
  const [, bearer] = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '') ?? [];
  if (bearer === undefined) {
    const message = "The authentication failed because of missing 'Authorization' header.";
    return unauthorized('AuthenticationFailed', message, namedTenant(world, request));
  }
  const read = await issuer.read(bearer);
  if (!read.ok) return refuseToken(read, namedTenant(world, request));
  const person = world.people.get(read.token.upn.toLowerCase());
  if (person?.memberships.get(read.token.tid) !== read.token.oid) {
    return unauthorized('InvalidAuthenticationToken', 'The access token is invalid.', 'common');
  }
  return { person, token: read.token };
}

/** ARM's refusal of a token of another directory than the subscription's; `undefined` if it fits. */
export function refuseTenant(world: World, subscriptionId: string, caller: Caller) {
  const subscription = world.subscriptions.get(subscriptionId.toLowerCase());
  if (!subscription) return undefined;
  const { tenantId, managedByTenants } = subscription;
  if ([tenantId, ...managedByTenants].includes(caller.token.tid)) return undefined;
  return unauthorized(
    'InvalidAuthenticationTokenTenant',
    `The access token is from the wrong issuer '${caller.token.iss}'. It must match the tenant 'https://sts.windows.net/${tenantId}/' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/${tenantId}' to get the token. Note, if the subscription is transferred to another tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just transferred your subscription and see this error message, please try back later.`,
    tenantId,
  );
}

/** 401 with a claims challenge. The framing of the MFA demand on writes is unverified. */
export function claimsChallenge(challenge: ClaimsChallenge): Answer {
  const { spelling = 'insufficient_claims', encoding = 'base64', description } = challenge;
  const { code = 'AuthenticationFailed' } = challenge;
  const bytes = Buffer.from(printJson(challenge.claims));
  const encoded = {
    base64: bytes.toString('base64'),
    base64url: bytes.toString('base64url'),
    unpadded: bytes.toString('base64').replaceAll('=', ''),
  }[encoding];
  const words = description === undefined ? '' : `, error_description="${description}"`;
  const header = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="${spelling}"${words}, claims="${encoded}"`;
  const message = description ?? 'The access token does not satisfy the claims that are required.';
  const answer = armError(401, code, message);
  return { ...answer, headers: { ...answer.headers, 'www-authenticate': header } };
}

/** True when a token already has what a challenge demands. */
export function satisfies(token: AccessToken, challenge: ClaimsChallenge): boolean {
  const wanted = parseClaims(printJson(challenge.claims));
  if (!wanted) return false;
  return token.iat >= wanted.notBefore && wanted.acrs.every((acr) => token.acrs.includes(acr));
}

type Unread = Exclude<Awaited<ReturnType<TokenIssuer['read']>>, { ok: true }>;

function refuseToken(unread: Unread, tenant: string): Answer {
  switch (unread.why) {
    case 'unreadable':
      return unauthorized('InvalidAuthenticationToken', 'The access token is invalid.', tenant);
    case 'audience':
      return unauthorized(
        'InvalidAuthenticationTokenAudience',
        "The access token has been obtained for wrong audience or resource. It should exactly match with one of the allowed audiences 'https://management.core.windows.net/','https://management.core.windows.net','https://management.azure.com/','https://management.azure.com'.",
        tenant,
      );
    case 'expired': {
      const [expiry, now] = [unread.expiredAt, Date.now()].map((at) =>
        new Date(at).toLocaleString('en-US', { timeZone: 'UTC' }).replace(',', ''),
      );
      const message = `The access token expiry UTC time '${expiry}' is earlier than current UTC time '${now}'.`;
      return unauthorized('ExpiredAuthenticationToken', message, tenant);
    }
  }
}

function unauthorized(code: string, message: string, tenant: string): Answer {
  const words = message.split('. ')[0];
  const header = `Bearer authorization_uri="https://login.windows.net/${tenant}", error="invalid_token", error_description="${words}"`;
  const answer = armError(401, code, message);
  return { ...answer, headers: { ...answer.headers, 'www-authenticate': header } };
}

function namedTenant(world: World, request: Request): string {
  return subscriptionOf(world, request.path)?.tenantId ?? 'common';
}
