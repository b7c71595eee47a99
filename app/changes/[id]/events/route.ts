import { notHere, orNotReady } from '#app/answers';
import { openCluster } from '#app/clusters/read-cluster';
import { eventStream } from '#app/event-stream';
import { shownChange } from '#app/offered';
import { currentSession, stillSignedIn } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import { changeFor, subscribe, type Viewer } from '#lib/changes/ledger';
import { clusterKey, parseClusterId } from '#lib/clusters/resource-id';
import { mayPass } from '#lib/may-pass';

/**
 * The life of one change as server-sent events, an event a transition. For its author, and for whom
 * Azure lets read the cluster named in `cluster`; for others it does not exist. Where Azure cannot say so
 * now, the answer is one that may pass.
 */
export const GET = orNotReady(answer);

async function answer(
  request: Request,
  { params }: RouteContext<'/changes/[id]/events'>,
): Promise<Response> {
  const { id } = await params;
  const session = await currentSession();
  if (session === undefined) return notHere();
  const streamFor = (viewer: Viewer) =>
    eventStream(request.signal, 'change', {
      subscribe: (hear) => subscribe(id, hear),
      stillAllowed: () => stillSignedIn(session),
      async read(heard) {
        const change = await changeFor(viewer, id, heard);
        return change && shownChange(change, viewer);
      },
    });

  const ofAuthor = await streamFor({ grantId: session.grant.id });
  if (ofAuthor) return ofAuthor;
  const reader = await readerOf(session, new URL(request.url).searchParams.get('cluster'));
  if (reader === 'not-now') return new Response('Azure cannot be asked now\n', { status: 503 });
  return (reader && (await streamFor(reader))) ?? notHere();
}

/** Whoever Azure lets read this cluster now. */
async function readerOf(
  session: Session,
  cluster: string | null,
): Promise<Viewer | 'not-now' | undefined> {
  const id = parseClusterId(cluster ?? '');
  if (!id.ok) return undefined;
  const opened = await openCluster(session, id.value);
  if (opened.ok) return { grantId: session.grant.id, mayRead: clusterKey(id.value) };
  return mayPass(opened.error) ? 'not-now' : undefined;
}
