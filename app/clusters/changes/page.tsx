import type { Metadata } from 'next';
import { isElsewhere, readElsewhere } from '#app/clusters/elsewhere';
import { historyOfBatchHref, readHistory } from '#app/clusters/history';
import { changePath } from '#app/clusters/paths';
import { shownChange } from '#app/offered';
import { FailedPage } from '#app/views/failure-with-way-on';
import { failuresOf } from '#app/views/failures-of';
import { SignedInPage } from '#app/views/signed-in-page';
import { UnreadablePlaces } from '#app/views/unreadable-places';
import { Elsewhere } from '#components/change/elsewhere';
import { History, type HistoryLine } from '#components/change/history';
import { ViewHeader } from '#components/fleet/view-header';
import { requireSession } from '#lib/auth/next';
import { changesHref, parseFleetView } from '#lib/clusters/fleet/view-url';
import { clusterKey } from '#lib/clusters/resource-id';
import { settings } from '#lib/settings';
import { readViewed, type ViewedFleet } from '../read-viewed.ts';

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
      <ViewHeader
        title="Changes"
        view={view}
        clusters={rows.length}
        fleet={fleet}
        hrefOf={changesHref}
      />
      <UnreadablePlaces session={session} fleet={fleet} />
      {isElsewhere(params['show']) ? (
        <MadeElsewhere viewed={viewed.value} params={params} />
      ) : (
        <OfView viewed={viewed.value} params={params} />
      )}
    </SignedInPage>
  );
}

async function OfView({ viewed, params }: { viewed: ViewedFleet; params: Params }) {
  const keys = viewed.rows.map(({ id }) => clusterKey(id));
  const shown = await readHistory(keys, params, changesHref(viewed.view));
  return (
    <History shown={shown} lines={linesOf(viewed, shown.lines)} days={settings().retentionDays} />
  );
}

async function MadeElsewhere({ viewed, params }: { viewed: ViewedFleet; params: Params }) {
  const { session, view, rows, apart } = viewed;
  const names = new Map(rows.map((row) => [clusterKey(row.id), row]));
  const shown = await readElsewhere(session, rows, params, changesHref(view));
  const lines = shown.records.map((record) => {
    const place = names.get(clusterKey(record.clusterId));
    return { record, where: (place && apart(place)) ?? record.clusterId.resourceGroup };
  });
  const failures = failuresOf(session, shown.failures);
  return <Elsewhere shown={shown} lines={lines} failures={failures} />;
}

type Shown = Awaited<ReturnType<typeof readHistory>>;

function linesOf({ session, view, rows, apart }: ViewedFleet, lines: Shown['lines']) {
  const names = new Map(rows.map((row) => [clusterKey(row.id), row]));
  return lines.map(({ change: row, batch }): HistoryLine => {
    const change = shownChange(row, { grantId: session.grant.id });
    if (batch) {
      const path = change.batchPath ?? historyOfBatchHref(changesHref(view), batch.id);
      return { change, path, many: batch };
    }
    const place = names.get(row.clusterKey);
    const where = (place && apart(place)) ?? row.clusterId.resourceGroup;
    const cluster = { name: row.clusterId.name, where };
    return { change, path: changePath(row.clusterId, row.id), cluster };
  });
}
