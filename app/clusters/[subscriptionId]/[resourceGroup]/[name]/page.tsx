import type { Metadata } from 'next';
import { elsewherePath } from '#app/clusters/paths';
import { activityLog, portalPage } from '#app/clusters/portal';
import { isHidden, type OpenCluster, openCluster, whereabouts } from '#app/clusters/read-cluster';
import { offered, onlyLooks, shownChange } from '#app/offered';
import { knownOwn } from '#app/own-address';
import { FailureWithWayOn } from '#app/views/failure-with-way-on';
import { nothingHere } from '#app/views/nothing-here';
import { SignedInPage } from '#app/views/signed-in-page';
import { LostEntries } from '#components/change/lost-entries';
import { RecentChanges } from '#components/change/recent-changes';
import { AccessSentence } from '#components/cluster/access-sentence';
import { ClusterHeader } from '#components/cluster/cluster-header';
import { Crossings } from '#components/cluster/crossings';
import { Facts } from '#components/cluster/facts';
import { ReadinessCallouts } from '#components/cluster/readiness';
import { OnlyLooks } from '#components/ui/only-looks';
import { PageHeader } from '#components/ui/page-header';
import { currentSession, requireSession } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import { readEgress } from '#lib/azure/cluster/egress';
import { readRights } from '#lib/azure/rights/rights';
import { changesOnCluster } from '#lib/changes/ledger';
import { lostEntriesOf } from '#lib/changes/mine';
import type { Change } from '#lib/changes/shown/change';
import { comesFirst, letsIn, titlesIn } from '#lib/changes/shown/change-view';
import { isScheduled, wordsOf } from '#lib/changes/shown/words';
import { offersOf } from '#lib/clusters/offers';
import { clusterReach } from '#lib/clusters/reach';
import { wouldRefuse } from '#lib/clusters/readiness';
import {
  clusterIdFromPath,
  clusterKey,
  clusterPath,
  formatClusterId,
} from '#lib/clusters/resource-id';
import { currentParts } from '#lib/process';
import { coverageOf } from '#lib/ranges/entry';
import { settings } from '#lib/settings';
import { addLostAgain } from './change-actions.ts';
import { EditSection } from './edit-section.tsx';
import { askedChange, FollowedChange, ownChangeAt } from './followed-change.tsx';

type Props = PageProps<'/clusters/[subscriptionId]/[resourceGroup]/[name]'>;

/** With the state of the change that is followed: whoever waits in another tab sees that it is done. */
export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const id = clusterIdFromPath(await params);
  if (id === undefined) return { title: 'Not found' };
  const change = only((await searchParams)['change']);
  const session = change === undefined ? undefined : await currentSession();
  const followed = session && (await ownChangeAt(session.grant.id, clusterKey(id), change));
  if (followed === undefined) return { title: id.name };
  const { word, ends, parked } = wordsOf(followed);
  const isNamed = ends || parked || isScheduled(followed);
  return { title: `${isNamed ? word : 'Under way'} · ${id.name}` };
}

/** How many earlier changes the page lists. */
const recentCount = 8;

export default async function ClusterPage({ params, searchParams }: Props) {
  const session = await requireSession();
  const id = clusterIdFromPath(await params);
  if (id === undefined) return nothingHere();
  const { change, act, remove } = await searchParams;
  const opened = await openCluster(session, id);
  if (!opened.ok) {
    // A person's own change stays theirs to follow when its cluster is gone or cannot be read.
    const viewer = { grantId: session.grant.id };
    const mine = await ownChangeAt(viewer.grantId, clusterKey(id), only(change));
    if (mine === undefined && isHidden(opened.error)) return nothingHere();
    return (
      <SignedInPage session={session}>
        <PageHeader up={{ href: '/clusters', name: 'Clusters' }} title={id.name} />
        {mine !== undefined && <FollowedChange id={id} view={shownChange(mine, viewer)} />}
        {!isHidden(opened.error) && <FailureWithWayOn session={session} failure={opened.error} />}
      </SignedInPage>
    );
  }
  return (
    <SignedInPage session={session}>
      <OpenedCluster
        session={session}
        opened={opened.value}
        change={only(change)}
        act={only(act)}
        remove={[remove ?? []].flat()}
      />
    </SignedInPage>
  );
}

async function OpenedCluster({
  session,
  opened,
  change,
  act,
  remove,
}: {
  session: Session;
  opened: OpenCluster;
  change: string | undefined;
  act: string | undefined;
  /** Entries that a link has marked for removal. */
  remove: readonly string[];
}) {
  const { cluster } = opened.reading;
  const path = clusterPath(cluster.id);
  const viewer = { grantId: session.grant.id, mayRead: clusterKey(cluster.id) };
  const [address, rights, egress, asked, recent, lost] = await Promise.all([
    knownOwn(session),
    readRights(currentParts().arm, opened.credential, cluster),
    readEgress(currentParts().arm, opened.credential, cluster),
    askedChange(viewer, change),
    changesOnCluster(viewer.mayRead, recentCount),
    lostEntriesOf(session.grant.id, cluster, opened.reading.readAtMs),
  ]);
  const who = address === undefined ? undefined : coverageOf(address);
  const followed = asked ?? recent.find((each) => !wordsOf(each).ends && !isScheduled(each));
  const offers = offersOf(cluster.access, act, switches());
  const view = followed && shownChange(followed, viewer);
  const urges = !wouldRefuse(cluster, rights) && !(view && comesFirst(view));
  const comesIn = followed && who && !wordsOf(followed).ends && letsIn(followed, who);
  return (
    <>
      <ClusterHeader
        cluster={cluster}
        where={whereabouts(session, cluster.id)}
        reach={clusterReach(cluster, who ? [who] : [])}
        address={address}
        offersMyIp={offers.edit && !cluster.isFleetHub && !comesIn}
        urges={urges}
      />
      {followed !== undefined && view !== undefined && (
        <FollowedChange
          id={cluster.id}
          view={view}
          activityLog={activityLog(opened)}
          fqdn={who && letsIn(followed, who) ? cluster.fqdn : undefined}
        />
      )}
      <LostEntries
        lost={lost}
        open={cluster.access === 'open'}
        clusterId={formatClusterId(cluster.id)}
        idempotencyKey={crypto.randomUUID()}
        elsewhere={elsewherePath(cluster.id)}
        action={cluster.access === 'open' ? undefined : offered(addLostAgain)}
      />
      <ReadinessCallouts
        cluster={cluster}
        rights={rights}
        portal={settings().cloud.portal}
        activityLog={activityLog(opened)}
        said={view === undefined ? [] : titlesIn(view)}
        toldAbove={followed && toldBy(followed, recent[0])}
      />
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid grid-cols-1 gap-5">
          <AccessSentence cluster={cluster} />
          <EditSection
            session={session}
            opened={opened}
            egress={egress}
            who={who}
            offers={offers}
            remove={remove}
          />
          {offers.onlyLooks && <OnlyLooks />}
          <Crossings path={path} offered={offers.crossings} access={cluster.access} urges={urges} />
        </div>
        <aside className="grid grid-cols-1 gap-5">
          <Facts cluster={cluster} egress={egress} portalUrl={portalPage(opened)} />
          <RecentChanges
            changes={recent.map((each) => shownChange(each, viewer))}
            path={path}
            elsewhere={elsewherePath(cluster.id)}
            shownId={followed?.id}
          />
        </aside>
      </div>
    </>
  );
}

function switches() {
  return { onlyLooks: onlyLooks(), allowOpen: settings().allowOpen };
}

/** What the words of a change tell of its cluster: that an operation runs, or, of the newest, that it failed. */
function toldBy({ id, state, waitingFor, failure }: Change, newest: Change | undefined) {
  const waits = state === 'waiting' && waitingFor?.code === 'cluster-busy';
  if (state === 'applying' || waits) return 'sent-when-free';
  const hasFailed = state === 'failed' && failure?.code === 'operation-failed';
  return hasFailed && id === newest?.id ? 'last-failed' : undefined;
}

function only(parameter: string | string[] | undefined): string | undefined {
  return typeof parameter === 'string' ? parameter : undefined;
}
