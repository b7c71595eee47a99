import { isElsewhere, readElsewhere } from '#app/clusters/elsewhere';
import { readHistory } from '#app/clusters/history';
import { changePath } from '#app/clusters/paths';
import type { OpenCluster } from '#app/clusters/read-cluster';
import { shownChange } from '#app/offered';
import { failuresOf } from '#app/views/failures-of';
import { Elsewhere } from '#components/change/elsewhere';
import { History } from '#components/change/history';
import type { Session } from '#lib/auth/session';
import { clusterKey, clusterPath } from '#lib/clusters/resource-id';
import { settings } from '#lib/settings';
import { partMetadata, partPage } from '../part-page.tsx';

type Props = PageProps<'/clusters/[subscriptionId]/[resourceGroup]/[name]/changes'>;

const title = 'Changes';

export const generateMetadata = ({ params }: Props) => partMetadata(params, title);

export default async function ClusterChangesPage({ params, searchParams }: Props) {
  const asked = await searchParams;
  const Content = isElsewhere(asked['show']) ? MadeElsewhere : OfCluster;
  return partPage(params, { title, lead: 'Of', width: 'max-w-4xl' }, (session, opened) => (
    <Content session={session} opened={opened} params={asked} />
  ));
}

type Content = {
  session: Session;
  opened: OpenCluster;
  params: Awaited<Props['searchParams']>;
};

async function MadeElsewhere({ session, opened: { reading, credential }, params }: Content) {
  const { id } = reading.cluster;
  const place = { id, tenantId: credential.tenantId };
  const base = `${clusterPath(id)}/changes`;
  const shown = await readElsewhere(session, [place], params, base);
  return (
    <Elsewhere
      shown={shown}
      lines={shown.records.map((record) => ({ record }))}
      failures={failuresOf(session, shown.failures)}
    />
  );
}

async function OfCluster({ session, opened, params }: Content) {
  const { id } = opened.reading.cluster;
  const shown = await readHistory([clusterKey(id)], params, `${clusterPath(id)}/changes`);
  return (
    <History
      shown={shown}
      lines={shown.lines.map(({ change }) => ({
        change: shownChange(change, { grantId: session.grant.id }),
        path: changePath(id, change.id),
      }))}
      days={settings().retentionDays}
      ofOne
    />
  );
}
