import { noFile } from '#app/answers';
import { historyFile } from '#app/clusters/history';
import { readWholeFleet } from '#app/clusters/read-fleet';
import { knownOwn } from '#app/own-address';
import { requireSession } from '#lib/auth/next';
import { gapWords } from '#lib/clusters/fleet/gaps';
import { rowsOfView } from '#lib/clusters/fleet/view';
import { viewOfQuery } from '#lib/clusters/fleet/view-url';
import { clusterKey } from '#lib/clusters/resource-id';

/** What was asked of the clusters of a view, for a spreadsheet. */
export async function GET(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const session = await requireSession(`${pathname}${search}`);
  const [fleet, own] = await Promise.all([readWholeFleet(session), knownOwn(session)]);
  if (!fleet.ok) return noFile(fleet.error);
  const keys = rowsOfView(fleet.value.rows, viewOfQuery(search), own).map(({ id }) =>
    clusterKey(id),
  );
  return historyFile(session, keys, search, gapWords(fleet.value, []));
}
