import { AuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import { isUnregistered, readEntraTrace } from '#lib/auth/entra/entra-error';
import { readSignInRefusal } from '#lib/auth/entra/refusal';
import type { Failure } from '#lib/failure';

/** OAuth's words for "it is us, not you"; MSAL does not hand on the HTTP status. */
const unwell = new Set(['server_error', 'temporarily_unavailable']);

/** Why MSAL gave no token, for people. Throws again what is not MSAL's: a defect. */
export function tokenFailure(error: unknown): Failure {
  if (!(error instanceof AuthError)) throw error;
  const { aadsts, correlationId = error.correlationId } = readEntraTrace(error.errorMessage);
  const trace = {
    azureCode: aadsts ?? error.errorCode,
    azureMessage: error.errorMessage,
    correlationId: correlationId || undefined,
  };

  if (error instanceof InteractionRequiredAuthError) {
    const { claims } = error;
    return claims
      ? { code: 'claims-challenge', claims, ...trace }
      : { code: 'sign-in-needed', ...trace };
  }
  // A refresh token that is dead, revoked, or of a directory that does not know the person.
  if (error.errorCode === 'invalid_grant') return { code: 'sign-in-needed', ...trace };
  if (error.errorCode === 'network_error') return { code: 'unreachable', ...trace };
  if (readSignInRefusal(error.errorCode, error.errorMessage).code === 'console-not-accepted') {
    const what = isUnregistered(error.errorCode, aadsts) ? 'registration' : 'credential';
    return { code: 'console-not-accepted', what, ...trace };
  }
  const refused = error instanceof ServerError && !unwell.has(error.errorCode);
  return { code: 'azure-error', status: refused ? 400 : 503, ...trace };
}
