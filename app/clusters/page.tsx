import type { Metadata } from 'next';
import { offered } from '#app/offered';
import { ownAddressOf } from '#app/own-address';
import { runsScript } from '#app/runs-script';
import { FailedPage } from '#app/views/failure-with-way-on';
import { SignedInPage } from '#app/views/signed-in-page';
import { UnreadablePlaces } from '#app/views/unreadable-places';
import { WaitingForYou } from '#app/views/waiting-for-you';
import { Filters } from '#components/fleet/filters';
import { FleetList } from '#components/fleet/fleet-list';
import { Headline } from '#components/fleet/headline';
import { InBatch } from '#components/fleet/in-batch';
import { LiveSearchProvider } from '#components/fleet/live-search';
import { ReadAgain } from '#components/fleet/read-again';
import { requireSession } from '#lib/auth/next';
import { isWhole } from '#lib/clusters/fleet/gaps';
import { fleetHeadline } from '#lib/clusters/fleet/headline';
import { readQuestion } from '#lib/clusters/fleet/question';
import { applyFleetView } from '#lib/clusters/fleet/view';
import {
  fleetViewHref,
  isFiltered,
  parseFleetView,
  unfiltered,
} from '#lib/clusters/fleet/view-url';
import { dottedOwn } from '#lib/own-address';
import { settings } from '#lib/settings';
import { askedRows } from './asked-rows.ts';
import { changeSelected } from './change-selected.ts';
import { firstPage, sortLinks } from './fleet-rows.ts';
import { MoreToCome } from './more-to-come.tsx';
import { readAgain } from './read-again.ts';
import { readFleetSoFar } from './read-fleet.ts';

export const metadata: Metadata = { title: 'Clusters' };

export default async function ClustersPage({ searchParams }: PageProps<'/clusters'>) {
  const session = await requireSession();
  const view = parseFleetView(await searchParams);
  const scripted = await runsScript();
  const [read, where] = await Promise.all([
    readFleetSoFar(session, { partly: scripted }),
    ownAddressOf(session),
  ]);
  if (!read.ok) return <FailedPage title="Clusters" session={session} failure={read.error} />;

  const { fleet, pending } = read.value;
  const own = dottedOwn(where);
  const question = readQuestion(view.from, own);
  const asked = await askedRows(session, fleet.rows, view);
  const page = applyFleetView(asked.rows, view, own);
  const first = firstPage(fleet, page, view, { own, scripted });
  const subscriptions = new Map(
    fleet.rows.map((row) => [row.id.subscriptionId.toLowerCase(), row.subscriptionName]),
  );
  return (
    <SignedInPage session={session}>
      <h1 className="sr-only">Clusters</h1>
      <Headline
        figures={fleetHeadline(fleet, own, view.from)}
        where={where}
        question={question}
        mineHref={fleetViewHref(view, { from: '' })}
        // Of all clusters, as it is counted.
        openHref={fleetViewHref(unfiltered(view), { from: view.from, access: ['open'] })}
        pending={pending}
        awaited={where.kind === 'unknown' && settings().publicIpEchoUrl !== undefined}
        readAgain={<ReadAgain action={readAgain} href={fleetViewHref(view)} />}
      />
      {pending && <MoreToCome more={pending.more} step={pending.step} />}
      <WaitingForYou session={session} />
      <UnreadablePlaces session={session} fleet={fleet} />
      <LiveSearchProvider q={view.q}>
        {view.inbatch !== '' && (
          <InBatch batch={asked.batch} allHref={fleetViewHref(view, { inbatch: '' })} />
        )}
        {(fleet.rows.length > 0 || pending !== undefined) && (
          <Filters
            view={view}
            counts={page.counts}
            subscriptions={subscriptions}
            question={question}
          />
        )}
        {(fleet.rows.length > 0 || pending?.what !== 'rows') && (
          <FleetList
            first={first}
            found={fleet.rows.length}
            isWhole={isWhole(fleet)}
            allHref={
              isFiltered({ ...view, from: '' })
                ? fleetViewHref(parseFleetView({ from: view.from }))
                : undefined
            }
            sorts={sortLinks(view)}
            change={offered(changeSelected)}
          />
        )}
      </LiveSearchProvider>
    </SignedInPage>
  );
}
