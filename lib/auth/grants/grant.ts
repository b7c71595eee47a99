import { type AuthContext, currentAuth } from '#lib/auth/context';
import { type Credential, makeCredential } from '#lib/azure/credential';
import { ok } from '#lib/result';
import type { Grant } from './grant-store.ts';
import { acquireToken } from './token.ts';

/**
 * How long one credential keeps its token to itself. A page makes many calls to Azure in a row; what
 * `acquireToken` gives is good for five minutes at least.
 */
const keptMs = 30_000;

/**
 * The right to act for the person of a grant in one directory: what every call to Azure takes. Its
 * tokens are renewed silently; when that needs the person, the failure says so. Make one per request.
 */
export function credentialFor(
  grant: Grant,
  tenantId: string,
  context: () => Promise<AuthContext> = currentAuth,
): Credential {
  let kept: { readonly token: string; readonly until: number } | undefined;

  return makeCredential(tenantId, async () => {
    if (kept && Date.now() < kept.until) return ok(kept.token);
    const acquired = await acquireToken(await context(), grant, tenantId);
    kept = acquired.ok ? { token: acquired.value, until: Date.now() + keptMs } : undefined;
    return acquired;
  });
}
