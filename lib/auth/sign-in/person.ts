import { z } from 'zod';
import type { SignInRefusal } from '#lib/auth/entra/refusal';
import type { SignedIn } from '#lib/auth/grants/grant-store';
import { err, ok, type Result } from '#lib/result';

const text = z.string().catch('');

const accountSchema = z.object({
  // Object id and directory at home, which stay the same in every directory where one is a guest.
  homeAccountId: z.string().regex(/^[^.]+\.[^.]+$/),
  tenantId: z.string().min(1),
  username: text,
  name: text,
});

/**
 * Who signed in, from MSAL's account. Names are optional claims, so whoever has none goes by their object
 * id. Without the ids there is nobody to act for: the sign-in is refused.
 */
export function readPerson(
  account: unknown,
): Result<Omit<SignedIn, 'cache' | 'again'>, SignInRefusal> {
  const parsed = accountSchema.safeParse(account);
  if (!parsed.success) return err({ code: 'unknown' });
  const { homeAccountId, tenantId: directoryId, username, name } = parsed.data;
  const [objectId = '', tenantId = ''] = homeAccountId.split('.');
  return ok({
    objectId,
    tenantId,
    directoryId,
    username: username || name || objectId,
    name: name || username || objectId,
  });
}
