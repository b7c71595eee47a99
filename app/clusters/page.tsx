import type { Metadata } from 'next';
import { ownAddressOf } from '#app/own-address';
import { FailureWithWayOn } from '#app/views/failure-with-way-on';
import { SignedInPage } from '#app/views/signed-in-page';
import { FleetEmpty } from '#components/fleet/empty';
import { Filters } from '#components/fleet/filters';
import { FleetTable } from '#components/fleet/fleet-table';
import { Headline } from '#components/fleet/headline';
import { Pages } from '#components/fleet/pages';
import { Share } from '#components/fleet/share';
import { UnreadableCallout } from '#components/fleet/unreadable';
import { requireSession } from '#lib/auth/next';
import { applyFleetView, parseFleetView } from '#lib/clusters/fleet-view';
import { fleetHeadline } from '#lib/clusters/headline';
import { parseRange } from '#lib/ranges/cidr';
import { readWholeFleet } from './read-fleet.ts';

export const metadata: Metadata = { title: 'Clusters' };

export default async function ClustersPage({ searchParams }: PageProps<'/clusters'>) {
  const session = await requireSession();
  const view = parseFleetView(await searchParams);
  const [fleet, where] = await Promise.all([readWholeFleet(session), ownAddressOf(session)]);
  if (!fleet.ok) {
    return (
      <SignedInPage session={session}>
        <h1 className="sr-only">Clusters</h1>
        <FailureWithWayOn session={session} failure={fleet.error} returnTo="/clusters" />
      </SignedInPage>
    );
  }

  const own = where.kind === 'known' ? where.address.value : undefined;
  const who = own === undefined ? undefined : parseRange(own);
  const page = applyFleetView(fleet.value.rows, view, own);
  const subscriptions = new Map(
    fleet.value.rows.map((row) => [row.id.subscriptionId.toLowerCase(), row.subscriptionName]),
  );
  return (
    <SignedInPage session={session}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <h1 className="sr-only">Clusters</h1>
        <Headline figures={fleetHeadline(fleet.value, own)} where={where} />
        <UnreadableCallout places={fleet.value.unreadable} notes={fleet.value.notes} />
        <Filters view={view} counts={page.counts} subscriptions={subscriptions} />
        {page.total === 0 ? (
          <FleetEmpty found={fleet.value.rows.length} search={view.q} />
        ) : (
          <>
            <Share view={view} />
            <FleetTable rows={page.rows} view={view} who={who?.ok ? who.value : undefined} />
            <Pages view={view} page={page.page} pages={page.pages} total={page.total} />
          </>
        )}
      </div>
    </SignedInPage>
  );
}
