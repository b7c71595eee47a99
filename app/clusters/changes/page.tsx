import type { Metadata } from 'next';
import { readHistory } from '#app/clusters/history';
import { changePath } from '#app/clusters/paths';
import { shownChange } from '#app/offered';
import { FailedPage } from '#app/views/failure-with-way-on';
import { SignedInPage } from '#app/views/signed-in-page';
import { UnreadablePlaces } from '#app/views/unreadable-places';
import { History, type HistoryLine } from '#components/change/history';
import { ViewHeader } from '#components/fleet/view-header';
import { requireSession } from '#lib/auth/next';
import type { Change } from '#lib/changes/shown/change';
import { changesHref, parseFleetView } from '#lib/clusters/fleet/view-url';
import { clusterKey } from '#lib/clusters/resource-id';
import { settings } from '#lib/settings';
import { readViewed, type ViewedFleet } from '../hygiene/read-hygiene.ts';

export const metadata: Metadata = { title: 'Changes' };

type Params = Awaited<PageProps<'/clusters/changes'>['searchParams']>;

export default async function ChangesPage({ searchParams }: PageProps<'/clusters/changes'>) {
  const session = await requireSession();
  const params = await searchParams;
  const view = parseFleetView(params);
  const viewed = await readViewed(session, view);
  if (!viewed.ok) return <FailedPage title="Changes" session={session} failure={viewed.error} />;
  const { fleet, rows } = viewed.value;
  return (
    <SignedInPage session={session}>
      <div className="grid grid-cols-1 gap-5">
        <ViewHeader
          title="Changes"
          view={view}
          clusters={rows.length}
          fleet={fleet}
          hrefOf={changesHref}
        />
        <UnreadablePlaces session={session} fleet={fleet} />
        <OfView viewed={viewed.value} params={params} />
      </div>
    </SignedInPage>
  );
}

async function OfView({ viewed, params }: { viewed: ViewedFleet; params: Params }) {
  const keys = viewed.rows.map(({ id }) => clusterKey(id));
  const shown = await readHistory(keys, params, changesHref(viewed.view));
  return (
    <History shown={shown} lines={linesOf(viewed, shown.changes)} days={settings().retentionDays} />
  );
}

function linesOf({ session, rows, apart }: ViewedFleet, changes: readonly Change[]) {
  const names = new Map(rows.map((row) => [clusterKey(row.id), row]));
  return changes.map((change): HistoryLine => {
    const row = names.get(change.clusterKey);
    const where = (row && apart(row)) ?? change.clusterId.resourceGroup;
    return {
      change: shownChange(change, { grantId: session.grant.id }),
      path: changePath(change.clusterId, change.id),
      cluster: { name: change.clusterId.name, where },
    };
  });
}
