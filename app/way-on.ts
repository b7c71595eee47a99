import 'server-only';
import { currentAuth } from '#lib/auth/context';
import type { Session } from '#lib/auth/session';
import { signInAgainPath } from '#lib/auth/sign-in/again';
import type { FormRefusal } from '#lib/changes/shown/form-state';
import type { Failure } from '#lib/failure';
import { failureWords } from '#lib/failure-words';

/** The sign-in that would mend a failure and lead to `returnTo`; undefined where none would. */
export async function signInFor(
  session: Session,
  failure: Failure,
  returnTo: string,
): Promise<string | undefined> {
  if (failure.code !== 'claims-challenge' && failure.code !== 'sign-in-needed') return undefined;
  const claims = failure.code === 'claims-challenge' ? failure.claims : undefined;
  // At home the configured directory decides who uses this console.
  const isHome = failure.tenantId === session.person.tenantId;
  const tenantId = isHome ? undefined : failure.tenantId;
  return signInAgainPath(await currentAuth(), session, { returnTo, claims, tenantId });
}

/** A failure as a form shows it. */
export async function formRefusal(
  session: Session,
  failure: Failure,
  returnTo: string,
): Promise<FormRefusal> {
  return {
    ...failureWords(failure),
    signInPath: await signInFor(session, failure, returnTo),
  };
}
