import { noFile, notHere, orNotReady } from '#app/answers';
import { elsewhereFile, isElsewhere } from '#app/clusters/elsewhere';
import { findIn, historyFile } from '#app/clusters/history';
import { isHidden, openCluster } from '#app/clusters/read-cluster';
import { requireSession } from '#lib/auth/next';
import { clusterIdFromPath, clusterKey } from '#lib/clusters/resource-id';

type Context = RouteContext<'/clusters/[subscriptionId]/[resourceGroup]/[name]/changes/export.csv'>;

/** What was asked of a cluster, or done to it elsewhere, for a spreadsheet. */
export const GET = orNotReady(answer);

async function answer(request: Request, { params }: Context): Promise<Response> {
  const { pathname, search, searchParams } = new URL(request.url);
  const session = await requireSession(`${pathname}${search}`);
  const id = clusterIdFromPath(await params);
  if (id === undefined) return notHere();
  const opened = await openCluster(session, id);
  if (!opened.ok) return isHidden(opened.error) ? notHere() : noFile(opened.error);
  if (isElsewhere(searchParams.get('show'))) {
    const { tenantId } = opened.value.credential;
    return elsewhereFile(session, [{ id, tenantId }], [], findIn(searchParams.get('find')));
  }
  return historyFile(session, [clusterKey(id)], search, []);
}
