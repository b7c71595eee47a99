import 'server-only';
import { fileToKeep } from '#app/answers';
import { subscriptionNames } from '#app/batches/subscription-names';
import { listPageHref, pageNumber, type Query } from '#app/list-page';
import type { Part } from '#components/batch/part-links';
import { type Page, pageOf } from '#components/ui/pages';
import type { Session } from '#lib/auth/session';
import { type HistoryPart, historyOf, historyPage, wholeHistory } from '#lib/changes/history';
import { historyHead, historyLines } from '#lib/changes/history-file';
import type { Change } from '#lib/changes/shown/change';
import { counted } from '#lib/grouped';

// `clusterKeys` are those of clusters that Azure has just let this person read.

/** Changes on one page. */
const per = 100;

const words: Readonly<Record<HistoryPart, string>> = {
  all: 'All',
  far: 'Opened, closed, very wide',
};

/** A page of what was asked of clusters, and the ways to the others. */
type HistoryShown = {
  readonly changes: readonly Change[];
  /** How many of this page cannot be shown. */
  readonly unread: number;
  readonly pages: Page;
  readonly parts: readonly Part[];
  readonly fileHref: string;
};

/** Reads the page that the query asks for. `base`: where the first page of all is. */
export async function readHistory(
  clusterKeys: readonly string[],
  query: Query,
  base: string,
): Promise<HistoryShown> {
  const part = partOf(query['show']);
  const ids = await historyOf(clusterKeys);
  const hrefOf = (each: HistoryPart, page: number, of = base) =>
    listPageHref(of, each === 'all' ? undefined : each, page);
  const pages = pageOf(pageNumber(query), { per, total: ids[part].length }, (page) =>
    hrefOf(part, page),
  );
  const { changes, unread } = await historyPage(ids[part].slice(pages.offset, pages.offset + per));
  return {
    changes,
    unread,
    pages,
    parts: (['all', 'far'] as const).map((each) => ({
      word: words[each],
      count: ids[each].length,
      href: hrefOf(each, 1),
      isShown: each === part,
    })),
    fileHref: hrefOf(part, 1, base.replace(/(?=\?|$)/, '/export.csv')),
  };
}

function partOf(show: string | readonly string[] | null | undefined): HistoryPart {
  return show === 'far' ? 'far' : 'all';
}

/** The part that `search` asks for as a table to keep; `gaps`: why there may be other clusters. */
export async function historyFile(
  session: Session,
  clusterKeys: readonly string[],
  search: string,
  gaps: readonly string[],
): Promise<Response> {
  const nameOf = subscriptionNames(session);
  const part = partOf(new URLSearchParams(search).get('show'));
  const lines: string[] = [];
  let lost = 0;
  for await (const { changes, unread } of wholeHistory(clusterKeys, part)) {
    lines.push(historyLines(changes, nameOf));
    lost += unread;
  }
  const newer = `a newer release of this console recorded ${counted(lost, 'change')} that this one cannot read`;
  const all = lost === 0 ? gaps : [...gaps, newer];
  return fileToKeep([historyHead(all), ...lines].join(''), {
    of: 'changes',
    asOf: new Date().toISOString(),
    gaps: all,
    ending: 'csv',
    contentType: 'text/csv',
  });
}
