import { noFile, orNotReady } from '#app/answers';
import { elsewhereFile, isElsewhere } from '#app/clusters/elsewhere';
import { findIn, historyFile } from '#app/clusters/history';
import { readViewed } from '#app/clusters/read-viewed';
import { requireSession } from '#lib/auth/next';
import { gapWords } from '#lib/clusters/fleet/gaps';
import { viewOfQuery } from '#lib/clusters/fleet/view-url';
import { clusterKey } from '#lib/clusters/resource-id';

/** What was asked of the clusters of a view, or done to them elsewhere, for a spreadsheet. */
export const GET = orNotReady(answer);

async function answer(request: Request): Promise<Response> {
  const { pathname, search, searchParams } = new URL(request.url);
  const session = await requireSession(`${pathname}${search}`);
  const viewed = await readViewed(session, viewOfQuery(search));
  if (!viewed.ok) return noFile(viewed.error);
  const { rows, fleet } = viewed.value;
  const gaps = gapWords(fleet, []);
  if (isElsewhere(searchParams.get('show'))) {
    return elsewhereFile(session, rows, gaps, findIn(searchParams.get('find')));
  }
  const keys = rows.map(({ id }) => clusterKey(id));
  return historyFile(session, keys, search, gaps);
}
