import type { Metadata } from 'next';
import { readHistory } from '#app/clusters/history';
import { changePath } from '#app/clusters/paths';
import { isHidden, openCluster, whereabouts } from '#app/clusters/read-cluster';
import { shownChange } from '#app/offered';
import { FailureWithWayOn } from '#app/views/failure-with-way-on';
import { nothingHere } from '#app/views/nothing-here';
import { SignedInPage } from '#app/views/signed-in-page';
import { History } from '#components/change/history';
import { PartHeader } from '#components/cluster/part-header';
import { requireSession } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import {
  type ClusterId,
  clusterIdFromPath,
  clusterKey,
  clusterPath,
} from '#lib/clusters/resource-id';
import { settings } from '#lib/settings';

type Props = PageProps<'/clusters/[subscriptionId]/[resourceGroup]/[name]/changes'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const name = clusterIdFromPath(await params)?.name;
  return { title: name === undefined ? 'Not found' : `Changes · ${name}` };
}

export default async function ClusterChangesPage({ params, searchParams }: Props) {
  const session = await requireSession();
  const id = clusterIdFromPath(await params);
  if (id === undefined) return nothingHere();
  const opened = await openCluster(session, id);
  if (!opened.ok && isHidden(opened.error)) return nothingHere();
  return (
    <SignedInPage session={session}>
      <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-5">
        <PartHeader id={id} where={whereabouts(session, id)} title="Changes" lead="Of" />
        {opened.ok ? (
          <OfCluster session={session} id={id} params={await searchParams} />
        ) : (
          <FailureWithWayOn session={session} failure={opened.error} />
        )}
      </div>
    </SignedInPage>
  );
}

async function OfCluster({
  session,
  id,
  params,
}: {
  session: Session;
  id: ClusterId;
  params: Awaited<Props['searchParams']>;
}) {
  const shown = await readHistory([clusterKey(id)], params, `${clusterPath(id)}/changes`);
  return (
    <History
      shown={shown}
      lines={shown.changes.map((change) => ({
        change: shownChange(change, { grantId: session.grant.id }),
        path: changePath(id, change.id),
      }))}
      days={settings().retentionDays}
    />
  );
}
