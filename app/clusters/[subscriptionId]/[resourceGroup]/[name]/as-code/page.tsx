import type { Metadata } from 'next';
import { isHidden, openCluster, whereabouts } from '#app/clusters/read-cluster';
import { FailureWithWayOn } from '#app/views/failure-with-way-on';
import { nothingHere } from '#app/views/nothing-here';
import { SignedInPage } from '#app/views/signed-in-page';
import { AccessSentence } from '#components/cluster/access-sentence';
import { ListInCode } from '#components/cluster/list-in-code';
import { PartHeader } from '#components/cluster/part-header';
import { requireSession } from '#lib/auth/next';
import { clusterIdFromPath } from '#lib/clusters/resource-id';

type Props = PageProps<'/clusters/[subscriptionId]/[resourceGroup]/[name]/as-code'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const name = clusterIdFromPath(await params)?.name;
  return { title: name === undefined ? 'Not found' : `List as code · ${name}` };
}

export default async function AsCodePage({ params }: Props) {
  const session = await requireSession();
  const id = clusterIdFromPath(await params);
  if (id === undefined) return nothingHere();
  const opened = await openCluster(session, id);
  if (!opened.ok && isHidden(opened.error)) return nothingHere();
  return (
    <SignedInPage session={session}>
      <div className="mx-auto grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-5">
        <PartHeader id={id} where={whereabouts(session, id)} title="List as code" lead="Of" />
        {opened.ok ? (
          <>
            <AccessSentence cluster={opened.value.reading.cluster} />
            <ListInCode cluster={opened.value.reading.cluster} />
          </>
        ) : (
          <FailureWithWayOn session={session} failure={opened.error} />
        )}
      </div>
    </SignedInPage>
  );
}
