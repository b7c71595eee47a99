import { type Credential, makeCredential } from '#lib/azure/credential';
import { type AuthContext, currentAuth } from './context.ts';
import type { Grant } from './grant-store.ts';
import { acquireToken } from './token.ts';

export type { Grant } from './grant-store.ts';

/**
 * The right to act for the person of a grant in one directory: what every call to Azure takes. Its
 * tokens are renewed silently; when that needs the person, the failure says so.
 */
export function credentialFor(
  grant: Grant,
  tenantId: string,
  context: () => Promise<AuthContext> = currentAuth,
): Credential {
  return makeCredential(tenantId, async ({ claims }) =>
    acquireToken(await context(), grant, tenantId, claims),
  );
}
