import type { Metadata } from 'next';
import { ownAddressOf } from '#app/own-address';
import { FailureWithWayOn } from '#app/views/failure-with-way-on';
import { SignedInPage } from '#app/views/signed-in-page';
import { Filters } from '#components/fleet/filters';
import { FleetList } from '#components/fleet/fleet-list';
import { Headline } from '#components/fleet/headline';
import { LiveSearchProvider } from '#components/fleet/live-search';
import { UnreadableCallout } from '#components/fleet/unreadable';
import { requireSession } from '#lib/auth/next';
import { applyFleetView, fleetViewHref, parseFleetView } from '#lib/clusters/fleet-view';
import { fleetHeadline } from '#lib/clusters/headline';
import { readQuestion } from '#lib/clusters/question';
import { settings } from '#lib/settings';
import { changeSelected } from './change-selected.ts';
import { firstPage, sortLinks } from './fleet-rows.ts';
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
  const question = readQuestion(view.from, own);
  const page = applyFleetView(fleet.value.rows, view, own);
  const subscriptions = new Map(
    fleet.value.rows.map((row) => [row.id.subscriptionId.toLowerCase(), row.subscriptionName]),
  );
  return (
    <SignedInPage session={session}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <h1 className="sr-only">Clusters</h1>
        <Headline
          figures={fleetHeadline(fleet.value, own, view.from)}
          where={where}
          question={question}
          mineHref={fleetViewHref(view, { from: '' })}
        />
        <UnreadableCallout places={fleet.value.unreadable} notes={fleet.value.notes} />
        <LiveSearchProvider q={view.q}>
          <Filters
            view={view}
            counts={page.counts}
            subscriptions={subscriptions}
            question={question}
          />
          <FleetList
            first={firstPage(fleet.value, page, view, own)}
            found={fleet.value.rows.length}
            sorts={sortLinks(view)}
            change={settings().readOnly ? undefined : changeSelected}
          />
        </LiveSearchProvider>
      </div>
    </SignedInPage>
  );
}
