import 'server-only';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { isHidden, type OpenCluster, openCluster, whereabouts } from '#app/clusters/read-cluster';
import { FailureWithWayOn } from '#app/views/failure-with-way-on';
import { nothingHere } from '#app/views/nothing-here';
import { type PageWidth, SignedInPage } from '#app/views/signed-in-page';
import { PageHeader } from '#components/ui/page-header';
import { requireSession } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import { type ClusterId, clusterIdFromPath, clusterPath } from '#lib/clusters/resource-id';

/** The title of a page about one matter of a cluster. */
export async function partMetadata(params: Promise<ClusterId>, title: string): Promise<Metadata> {
  const name = clusterIdFromPath(await params)?.name;
  return { title: name === undefined ? 'Not found' : `${title} · ${name}` };
}

/** A page about one matter of a cluster: which one it is, and `content`, or why it cannot be read. */
export async function partPage(
  params: Promise<ClusterId>,
  {
    title,
    lead,
    width,
  }: {
    title: string;
    /** The word before the cluster's name. */
    lead: 'To' | 'Of';
    width: PageWidth;
  },
  content: (session: Session, opened: OpenCluster) => ReactNode,
): Promise<ReactNode> {
  const session = await requireSession();
  const id = clusterIdFromPath(await params);
  if (id === undefined) return nothingHere();
  const opened = await openCluster(session, id);
  if (!opened.ok && isHidden(opened.error)) return nothingHere();
  return (
    <SignedInPage session={session} width={width}>
      <PageHeader up={{ href: clusterPath(id), name: id.name }} title={title}>
        <p className="text-muted [overflow-wrap:anywhere]">
          {lead} <span className="font-medium text-ink">{id.name}</span> ·{' '}
          {whereabouts(session, id)}
        </p>
      </PageHeader>
      {opened.ok ? (
        content(session, opened.value)
      ) : (
        <FailureWithWayOn session={session} failure={opened.error} />
      )}
    </SignedInPage>
  );
}
