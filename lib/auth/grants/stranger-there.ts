import { readSignInRefusal } from '#lib/auth/entra/refusal';
import type { Failure } from '#lib/failure';

/**
 * Whether a directory gave no token because it knows the person, or this console, not at all. Where a
 * second factor or a policy stands in the way, they do have an account there.
 */
export function isStrangerThere({ azureCode = '' }: Pick<Failure, 'azureCode'>): boolean {
  const why = readSignInRefusal('', azureCode).code;
  return why === 'no-such-account' || why === 'consent-needed' || why === 'console-not-accepted';
}
