import { and, eq, gt, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { AuthContext } from '#lib/auth/context';
import { hashSecret, randomSecret } from '#lib/auth/secrets';
import { pendingSignIns } from '#lib/store/schema';

/** How long Entra and the person may take, in seconds. */
export const signInSeconds = 600;

const pendingSchema = z.object({
  nonce: z.string(),
  /** PKCE: the secret whose hash went to Entra. */
  verifier: z.string(),
  /** Directory of the authority: an id, a domain, or `organizations`. */
  tenantId: z.string(),
  returnTo: z.string(),
  claims: z.string().optional(),
  /** Whose sign-in this renews. */
  forGrantId: z.string().optional(),
});

/** What must be known again when Entra sends the person back. */
export type PendingSignIn = z.infer<typeof pendingSchema>;

/**
 * Keeps a sign-in until its answer comes and gives its `state`, by which the answer is matched: two
 * tabs of one browser have one each. Clears away those that nobody came back to.
 */
export async function keepPending(
  { db, sealer, now }: AuthContext,
  browser: string,
  pending: PendingSignIn,
): Promise<string> {
  const state = randomSecret();
  const stateHash = hashSecret(state);
  const at = now();
  await db.delete(pendingSignIns).where(lt(pendingSignIns.expiresAt, at));
  await db.insert(pendingSignIns).values({
    stateHash,
    browserHash: hashSecret(browser),
    sealed: sealer.seal(purpose(stateHash), JSON.stringify(pending)),
    createdAt: at,
    expiresAt: new Date(at.getTime() + signInSeconds * 1000),
  });
  return state;
}

/**
 * Takes a sign-in out, once, if it was started in this browser and is not too old. A wrong browser
 * leaves it in place: else whoever learns a state could end another person's sign-in.
 */
export async function takePending(
  { db, sealer, now }: AuthContext,
  state: string,
  browser: string,
): Promise<PendingSignIn | undefined> {
  const stateHash = hashSecret(state);
  const [row] = await db
    .delete(pendingSignIns)
    .where(
      and(
        eq(pendingSignIns.stateHash, stateHash),
        eq(pendingSignIns.browserHash, hashSecret(browser)),
        gt(pendingSignIns.expiresAt, now()),
      ),
    )
    .returning();
  if (!row) return undefined;
  const opened = sealer.open(purpose(stateHash), row.sealed);
  return opened.ok ? pendingSchema.parse(JSON.parse(opened.value)) : undefined;
}

function purpose(stateHash: string): string {
  return `sign-in ${stateHash}`;
}
