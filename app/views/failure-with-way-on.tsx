import 'server-only';
import { signInFor } from '#app/way-on';
import { PlainLink } from '#components/ui/button';
import { FailureCallout } from '#components/ui/failure-callout';
import { PageTitle } from '#components/ui/page-title';
import { pagePath } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import type { Failure } from '#lib/failure';
import { mayPass } from '#lib/may-pass';
import { SignedInPage } from './signed-in-page.tsx';

/** A failure to show a page, with what to press: the sign-in that would mend it, or the page again as it was. */
export async function FailureWithWayOn({
  session,
  failure,
}: {
  session: Session;
  failure: Failure;
}) {
  const returnTo = await pagePath();
  const signInPath = await signInFor(session, failure, returnTo);
  return (
    <FailureCallout
      failure={failure}
      actions={
        signInPath !== undefined ? (
          <PlainLink href={signInPath}>Sign in again</PlainLink>
        ) : mayPass(failure) ? (
          <PlainLink href={returnTo}>Try again</PlainLink>
        ) : undefined
      }
    />
  );
}

/** A page whose whole content is why it cannot be shown. */
export function FailedPage({
  title,
  session,
  failure,
}: {
  title: string;
  session: Session;
  failure: Failure;
}) {
  return (
    <SignedInPage session={session}>
      <PageTitle>{title}</PageTitle>
      <FailureWithWayOn session={session} failure={failure} />
    </SignedInPage>
  );
}
