import { eq } from 'drizzle-orm';
import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import { grants } from '#lib/store/schema';
import type { AuthContext } from './context.ts';
import type { Grant } from './grant-store.ts';

/** The grant that a change was recorded under; `sign-in-needed` when its person was forgotten. */
export async function findGrant(
  { db }: Pick<AuthContext, 'db'>,
  id: string,
): Promise<Result<Grant, Failure>> {
  const [row] = await db.select().from(grants).where(eq(grants.id, id));
  if (row === undefined) return err({ code: 'sign-in-needed' });
  const { cloud, tenantId, objectId } = row;
  return ok({ id, cloud, tenantId, objectId });
}
