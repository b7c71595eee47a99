import { openCluster } from '#app/clusters/read-cluster';
import { currentSession } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import { stillSignedIn } from '#lib/auth/still-signed-in';
import { changeView } from '#lib/changes/change-view';
import { changeFor, subscribe, type Viewer } from '#lib/changes/ledger';
import { clusterKey, parseClusterId } from '#lib/clusters/resource-id';
import { eventStream } from './event-stream.ts';

/**
 * The life of one change as server-sent events, an event a transition. For its author, and for whom
 * Azure lets read the cluster named in `cluster`; for others it does not exist.
 */
export async function GET(
  request: Request,
  { params }: RouteContext<'/changes/[id]/events'>,
): Promise<Response> {
  const { id } = await params;
  const session = await currentSession();
  if (session === undefined) return notHere();
  const viewer = await viewerOf(session, id, new URL(request.url).searchParams.get('cluster'));
  if (viewer === undefined) return notHere();
  return eventStream(request.signal, {
    subscribe: (hear) => subscribe(id, hear),
    stillAllowed: () => stillSignedIn(session),
    async read(heard) {
      const change = await changeFor(viewer, id, heard);
      return change && changeView(change, viewer);
    },
  });
}

async function viewerOf(
  session: Session,
  id: string,
  cluster: string | null,
): Promise<Viewer | undefined> {
  const author: Viewer = { grantId: session.grant.id };
  if ((await changeFor(author, id)) !== undefined) return author;
  const clusterId = parseClusterId(cluster ?? '');
  if (!clusterId.ok || !(await openCluster(session, clusterId.value)).ok) return undefined;
  const reader: Viewer = { ...author, mayRead: clusterKey(clusterId.value) };
  return (await changeFor(reader, id)) === undefined ? undefined : reader;
}

function notHere(): Response {
  return new Response('Not found\n', { status: 404 });
}
