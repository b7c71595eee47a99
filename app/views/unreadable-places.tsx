import 'server-only';
import { signInFor } from '#app/way-on';
import { UnreadableCallout } from '#components/fleet/unreadable';
import { pagePath } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import type { Fleet } from '#lib/clusters/fleet';

/** What of a fleet could not be read, each with the sign-in that would mend it. */
export async function UnreadablePlaces({
  session,
  fleet: { unreadable, notes },
}: {
  session: Session;
  fleet: Fleet;
}) {
  const returnTo = await pagePath();
  const places = await Promise.all(
    unreadable.map(async (place) => ({
      ...place,
      signInPath: await signInFor(session, place.failure, returnTo),
    })),
  );
  return <UnreadableCallout places={places} notes={notes} />;
}
