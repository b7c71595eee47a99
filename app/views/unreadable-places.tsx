import 'server-only';
import { signInFor } from '#app/way-on';
import { UnreadableCallout } from '#components/fleet/unreadable';
import { pagePath } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import type { Gaps } from '#lib/clusters/fleet/gaps';

/** What of a fleet could not be read, each with the sign-in that would mend it. */
export async function UnreadablePlaces({
  session,
  fleet: { unreadable, notes },
  effect,
}: {
  session: Session;
  fleet: Gaps;
  /** What that means for the page, where it is not a list of clusters. */
  effect?: string;
}) {
  const returnTo = await pagePath();
  const places = await Promise.all(
    unreadable.map(async (place) => ({
      ...place,
      signInPath: await signInFor(session, place.failure, returnTo),
    })),
  );
  return <UnreadableCallout places={places} notes={notes} effect={effect} />;
}
