import type { Metadata } from 'next';
import { offered } from '#app/offered';
import { FailedPage } from '#app/views/failure-with-way-on';
import { SignedInPage } from '#app/views/signed-in-page';
import { UnreadablePlaces } from '#app/views/unreadable-places';
import { FleetEmpty } from '#components/fleet/empty';
import { ViewHeader } from '#components/fleet/view-header';
import { RemoveEverywhere, SwapEverywhere } from '#components/hygiene/everywhere';
import { Figures } from '#components/hygiene/figures';
import { Callout } from '#components/ui/callout';
import { requireSession } from '#lib/auth/next';
import { addedEverywhere, earlierEverywhere } from '#lib/changes/batch/everywhere';
import { byNameIn } from '#lib/clusters/fleet/by-name';
import { isWhole } from '#lib/clusters/fleet/gaps';
import { fleetViewQuery, parseFleetView } from '#lib/clusters/fleet/view-url';
import { agoWords } from '#lib/clusters/hygiene/ago';
import { hygieneOf } from '#lib/clusters/hygiene/hygiene';
import { hygieneHref } from '#lib/clusters/hygiene/paths';
import { whereStands } from '#lib/clusters/hygiene/where-stands';
import { readViewed, type ViewedFleet } from '../read-viewed.ts';
import { planTidy } from './actions.ts';

export const metadata: Metadata = { title: 'Hygiene' };

export default async function HygienePage({ searchParams }: PageProps<'/clusters/hygiene'>) {
  const session = await requireSession();
  const params = await searchParams;
  const view = parseFleetView(params);
  const viewed = await readViewed(session, view);
  if (!viewed.ok) return <FailedPage title="Hygiene" session={session} failure={viewed.error} />;
  const find = typeof params['find'] === 'string' ? params['find'].trim().slice(0, 500) : '';
  return (
    <SignedInPage session={session}>
      <Overview viewed={viewed.value} find={find} isGone={params['gone'] !== undefined} />
    </SignedInPage>
  );
}

function Overview({
  viewed,
  find,
  isGone,
}: {
  viewed: ViewedFleet;
  find: string;
  isGone: boolean;
}) {
  const { session, fleet, view, rows } = viewed;
  return (
    <>
      <ViewHeader
        title="Hygiene"
        view={view}
        clusters={rows.length}
        fleet={fleet}
        hrefOf={(other) => hygieneHref(other)}
      />
      {isGone && (
        <Callout
          tone="info"
          role="status"
          title="That is tidy already: no cluster has it any more."
        />
      )}
      <UnreadablePlaces session={session} fleet={fleet} />
      <Care viewed={viewed} find={find} />
    </>
  );
}

/** What the lists could lose, and where to look for one entry; neither where there is no list to judge. */
async function Care({ viewed, find }: { viewed: ViewedFleet; find: string }) {
  const { session, fleet, view, rows, own, apart } = viewed;
  if (rows.length === 0) {
    const found = fleet.rows.length;
    return <FleetEmpty found={found} isWhole={isWhole(fleet)} query={fleetViewQuery(view)} />;
  }
  const grantId = session.grant.id;
  const [added, earlier] = await Promise.all([
    addedEverywhere(grantId, rows),
    own === undefined ? [] : earlierEverywhere(grantId, rows, own),
  ]);
  const [oldest] = added;
  const plan = offered(planTidy);
  const inOrder = byNameIn(fleet.rows);
  const standing = find === '' ? undefined : whereStands(rows, find);
  return (
    <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <Figures
        view={view}
        hygiene={hygieneOf(rows)}
        added={{
          entries: added.length,
          oldest: oldest && agoWords(oldest.since, Date.now()),
        }}
      />
      <aside className="grid grid-cols-1 gap-5">
        <RemoveEverywhere
          view={view}
          find={find}
          own={own}
          plan={plan}
          apart={apart}
          standing={standing && { ...standing, rows: inOrder(standing.rows) }}
        />
        <SwapEverywhere
          view={view}
          own={own}
          plan={plan}
          apart={apart}
          lines={earlier.map((line) => ({ ...line, rows: inOrder(line.rows) }))}
        />
      </aside>
    </div>
  );
}
