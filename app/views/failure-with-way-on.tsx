import 'server-only';
import { signInFor } from '#app/way-on';
import { PlainLink } from '#components/ui/button';
import { FailureCallout } from '#components/ui/failure-callout';
import type { Session } from '#lib/auth/session';
import type { Failure, FailureCode } from '#lib/failure';

/** What may have passed by the time somebody has read about it. */
const passing: readonly FailureCode[] = [
  'unreachable',
  'console-not-accepted',
  'azure-error',
  'throttled',
  'busy',
];

/** A failure to show a page, with what to press: the sign-in that would mend it, or the page again. */
export async function FailureWithWayOn({
  session,
  failure,
  returnTo,
}: {
  session: Session;
  failure: Failure;
  returnTo: string;
}) {
  const signInPath = await signInFor(session, failure, returnTo);
  return (
    <FailureCallout
      failure={failure}
      actions={
        signInPath !== undefined ? (
          <PlainLink href={signInPath}>Sign in again</PlainLink>
        ) : passing.includes(failure.code) ? (
          <PlainLink href={returnTo}>Try again</PlainLink>
        ) : undefined
      }
    />
  );
}
