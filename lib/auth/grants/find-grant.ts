import { eq } from 'drizzle-orm';
import type { AuthContext } from '#lib/auth/context';
import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import { grants } from '#lib/store/schema';
import type { Grant } from './grant-store.ts';

/** The grant that a change was recorded under; `sign-in-needed` when its person was forgotten. */
export async function findGrant(
  { db }: Pick<AuthContext, 'db'>,
  id: string,
): Promise<Result<Grant, Failure>> {
  const { cloud, tenantId, objectId } = grants;
  const found = db.select({ id: grants.id, cloud, tenantId, objectId }).from(grants);
  const [grant] = await found.where(eq(grants.id, id));
  return grant === undefined ? err({ code: 'sign-in-needed' }) : ok(grant);
}

const rememberedAtMost = 10_000;

/**
 * `findGrant` with a memory: whose a grant is never changes. Whether it still gives tokens is asked
 * whenever it is to give one.
 */
export function grantFinder(
  context: Pick<AuthContext, 'db'>,
): (id: string) => Promise<Result<Grant, Failure>> {
  const found = new Map<string, Grant>();
  return async (id) => {
    const known = found.get(id);
    if (known) return ok(known);
    const grant = await findGrant(context, id);
    if (found.size >= rememberedAtMost) found.clear();
    if (grant.ok) found.set(id, grant.value);
    return grant;
  };
}
