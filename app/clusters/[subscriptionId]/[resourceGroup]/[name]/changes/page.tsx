import { readHistory } from '#app/clusters/history';
import { changePath } from '#app/clusters/paths';
import { shownChange } from '#app/offered';
import { History } from '#components/change/history';
import type { Session } from '#lib/auth/session';
import { type ClusterId, clusterKey, clusterPath } from '#lib/clusters/resource-id';
import { settings } from '#lib/settings';
import { partMetadata, partPage } from '../part-page.tsx';

type Props = PageProps<'/clusters/[subscriptionId]/[resourceGroup]/[name]/changes'>;

const title = 'Changes';

export const generateMetadata = ({ params }: Props) => partMetadata(params, title);

export default async function ClusterChangesPage({ params, searchParams }: Props) {
  const asked = await searchParams;
  return partPage(params, { title, lead: 'Of', width: 'max-w-4xl' }, (session, { reading }) => (
    <OfCluster session={session} id={reading.cluster.id} params={asked} />
  ));
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
      lines={shown.lines.map(({ change }) => ({
        change: shownChange(change, { grantId: session.grant.id }),
        path: changePath(id, change.id),
      }))}
      days={settings().retentionDays}
    />
  );
}
