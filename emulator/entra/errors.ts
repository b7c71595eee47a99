import { randomUUID } from 'node:crypto';
import { type Answer, json } from '../http/exchange.ts';

/**
 * What Entra says, by AADSTS number. Source: learn.microsoft.com/entra/identity-platform/
 * reference-error-codes; the sentences are shortened.
 */
const sentences: Readonly<Record<number, string>> = {
  50011:
    'The redirect URI specified in the request does not match the redirect URIs configured for the application.',
  50020:
    'User account from identity provider does not exist in the tenant and cannot access the application in that tenant.',
  50058: 'A silent sign-in request was sent but no user is signed in.',
  50076:
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
  50105:
    'Your administrator has configured the application to block users unless they are specifically granted access to the application.',
  50148:
    'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.',
  50173: 'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
  53003:
    'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  54005:
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  65001: 'The user or administrator has not consented to use the application.',
  65004: 'User declined to consent to access the app.',
  70003: 'The app requested an unsupported grant type.',
  70008: 'The provided authorization code or refresh token has expired due to inactivity.',
  70011: 'The provided value for the input parameter scope is not valid.',
  90002: 'Tenant not found. Check to make sure you have the correct tenant ID.',
  90094: 'The grant requires admin permission. An admin must consent on your behalf.',
  700016: 'Application was not found in the directory.',
  700027: 'Client assertion failed signature validation.',
  700054: 'response_type is not enabled for the application.',
  900144: 'The request body must contain a required parameter that is missing.',
  7000215: 'Invalid client secret provided.',
  7000218:
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  7000222: 'The provided client secret keys are expired.',
  9000214:
    'The provided value for the redirect URI does not match the one the code was issued for.',
  9002325: 'Proof Key for Code Exchange is required for authorization code redemption.',
};

/** One refusal with everything that Entra puts around it for support. */
export type EntraRefusal = {
  readonly error: string;
  readonly aadsts: number | undefined;
  readonly description: string;
  readonly traceId: string;
  readonly correlationId: string;
  readonly timestamp: string;
};

/** Words a refusal; `detail` replaces Entra's usual sentence. */
export function refusal(error: string, aadsts?: number, detail?: string): EntraRefusal {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = new Date()
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z/, 'Z');
  const sentence = detail ?? sentences[aadsts ?? 0] ?? 'The request was refused.';
  const code = aadsts === undefined ? '' : `AADSTS${aadsts}: `;
  const trace = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  const description = `${code}${sentence} ${trace}`;
  return { error, aadsts, description, traceId, correlationId, timestamp };
}

/** A refusal as the token endpoint answers it: 401 where the application itself proves nothing. */
export function tokenRefusal(refused: EntraRefusal, claims?: string): Answer {
  return json(refused.error === 'invalid_client' ? 401 : 400, {
    error: refused.error,
    error_description: refused.description,
    error_codes: refused.aadsts === undefined ? [] : [refused.aadsts],
    timestamp: refused.timestamp,
    trace_id: refused.traceId,
    correlation_id: refused.correlationId,
    ...(refused.error === 'interaction_required' ? { suberror: 'basic_action' } : {}),
    ...(claims === undefined ? {} : { claims }),
  });
}
