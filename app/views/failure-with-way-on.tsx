import 'server-only';
import { signInFor } from '#app/way-on';
import { FailureCallout } from '#components/ui/failure-callout';
import type { Session } from '#lib/auth/session';
import type { Failure, FailureCode } from '#lib/failure';

/** What may have passed by the time somebody has read about it. */
const passing: readonly FailureCode[] = ['unreachable', 'azure-error', 'throttled', 'busy'];

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
          <WayOn href={signInPath}>Sign in again</WayOn>
        ) : passing.includes(failure.code) ? (
          <WayOn href={returnTo}>Try again</WayOn>
        ) : undefined
      }
    />
  );
}

/** A plain link: a sign-in must not be prefetched, and a page that failed is to be made anew. */
function WayOn({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      className="inline-flex min-h-9 items-center rounded-[0.4375rem] bg-accent px-3 text-sm font-medium text-on-accent hover:bg-accent-strong"
    >
      {children}
    </a>
  );
}
