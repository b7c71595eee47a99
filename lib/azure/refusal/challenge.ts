import { parseJson } from '#lib/parse-json';
import type { ResponseHeaders } from './retry-after.ts';

/** One challenge of a `WWW-Authenticate` header; scheme and parameter names in lower case. */
type Challenge = {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
};

/**
 * Splits a `WWW-Authenticate` header (RFC 9110, section 11.6.1): several challenges may share one
 * header, and quoted values may hold commas and escaped quotes.
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  const pieces = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))?/g;
  for (const [, name = '', quoted, bare] of header.matchAll(pieces)) {
    const value = quoted?.replace(/\\(.)/g, '$1') ?? bare;
    if (value === undefined) challenges.push({ scheme: name.toLowerCase(), parameters: new Map() });
    else challenges.at(-1)?.parameters.set(name.toLowerCase(), value);
  }
  return challenges;
}

/**
 * The claims Azure asks for, as decoded JSON text; undefined when no Bearer challenge carries any
 * that can be read. The error beside them does not matter: Azure sends claims with both
 * `insufficient_claims` and `invalid_token`, in base64 or base64url, padded or not.
 *
 * Source: learn.microsoft.com/entra/identity-platform/claims-challenge.
 */
export function readClaims(headers: ResponseHeaders): string | undefined {
  for (const { parameters } of bearerChallenges(headers)) {
    const claims = decodeClaims(parameters.get('claims'));
    if (claims !== undefined) return claims;
  }
  return undefined;
}

/**
 * The directory that Azure names in the `authorization_uri` of a 401; undefined when it names none,
 * or only `common` or `organizations`.
 */
export function readChallengedTenant(headers: ResponseHeaders): string | undefined {
  for (const { parameters } of bearerChallenges(headers)) {
    const uri = parameters.get('authorization_uri') ?? parameters.get('authorization') ?? '';
    const tenant = /^https?:\/\/[^/]+\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/|$)/i;
    const tenantId = tenant.exec(uri)?.[1];
    if (tenantId !== undefined) return tenantId.toLowerCase();
  }
  return undefined;
}

function bearerChallenges(headers: ResponseHeaders): readonly Challenge[] {
  return parseChallenges(headers.get('www-authenticate') ?? '').filter(
    (challenge) => challenge.scheme === 'bearer',
  );
}

function decodeClaims(encoded: string | undefined): string | undefined {
  if (!encoded) return undefined;
  // Node reads base64url, and either without padding, as base64 too.
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const claims = parseJson(decoded);
  return typeof claims === 'object' && claims !== null ? decoded : undefined;
}
