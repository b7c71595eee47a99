import 'server-only';
import { ButtonLink } from '#components/ui/button';
import { FailureCallout } from '#components/ui/failure-callout';
import { signInAgainPath } from '#lib/auth/again';
import { currentAuth } from '#lib/auth/context';
import type { Session } from '#lib/auth/session';
import type { Failure } from '#lib/failure';

/** A failure, with the sign-in that would mend it where one would, else another try. */
export async function FailureWithWayOn({
  session,
  failure,
  returnTo,
}: {
  session: Session;
  failure: Failure;
  returnTo: string;
}) {
  const signIn =
    failure.code === 'sign-in-needed' || failure.code === 'claims-challenge'
      ? signInAgainPath(await currentAuth(), session, {
          returnTo,
          ...(failure.code === 'claims-challenge' ? { claims: failure.claims } : {}),
        })
      : undefined;
  return (
    <FailureCallout
      failure={failure}
      actions={
        signIn === undefined ? (
          <ButtonLink href={returnTo}>Try again</ButtonLink>
        ) : (
          <a
            href={signIn}
            className="inline-flex min-h-9 items-center rounded-[0.4375rem] bg-accent px-3 text-sm font-medium text-on-accent hover:bg-accent-strong"
          >
            Sign in again
          </a>
        )
      }
    />
  );
}
