import 'server-only';
import { fileToKeep } from '#app/answers';
import { listPageHref, pageNumber, type Query } from '#app/list-page';
import { subscriptionNames } from '#app/subscription-names';
import type { ChangesSearch } from '#components/change/find-changes';
import { type Page, pageOf } from '#components/ui/pages';
import type { Part } from '#components/ui/part-links';
import type { Session } from '#lib/auth/session';
import {
  type HistoryPart,
  historyOf,
  historyPage,
  ofPart,
  wholeHistory,
} from '#lib/changes/history';
import { type HistoryAct, historyActs } from '#lib/changes/history-acts';
import { historyHead, historyLines } from '#lib/changes/history-file';
import type { Change } from '#lib/changes/shown/change';
import { counted } from '#lib/grouped';
import { storable } from '#lib/storable';

// `clusterKeys` are those of clusters that Azure has just let this person read.

/** Lines on one page. */
const per = 100;

/** One page of what was asked of clusters, and the links around it. */
type HistoryShown = {
  readonly lines: readonly (Pick<HistoryAct, 'batch'> & { readonly change: Change })[];
  /** How many of this page cannot be shown. */
  readonly unread: number;
  readonly pages: Page;
  readonly parts: readonly Part[];
  readonly fileHref: string;
  readonly search: ChangesSearch;
};

/** Reads the page that the query asks for. `base`: where the first page of all is. */
export async function readHistory(
  clusterKeys: readonly string[],
  query: Query,
  base: string,
): Promise<HistoryShown> {
  const part = partOf(query['show'], query['batch']);
  const find = findIn(query['find']);
  const past = await historyOf(clusterKeys, find);
  const acts = linesOf(past, part);
  const found = findingHref(base, find);
  const pages = pageOf(pageNumber(query), { per, total: acts.length }, (page) =>
    hrefOf(found, part, page),
  );
  const some = new Map(
    acts.slice(pages.offset, pages.offset + per).map(({ id, batch }) => [id, batch]),
  );
  const { changes, unread } = await historyPage([...some.keys()]);
  return {
    lines: changes.map((change) => ({ change, batch: some.get(change.id) })),
    unread,
    pages,
    parts: partsOf(past, part, found),
    fileHref: fileHrefOf(found, part),
    search: changesSearch(base, part, find),
  };
}

/**
 * The text to look for, as a query gives it: trimmed, at most 200 characters, and such that the store can be
 * asked for it.
 */
export function findIn(text: Given): string {
  return storable((typeof text === 'string' ? text : '').trim().slice(0, 200));
}

/** The link to a history with only the changes that have the text `find`. */
export function findingHref(base: string, find: string): string {
  if (find === '') return base;
  return `${base}${base.includes('?') ? '&' : '?'}find=${encodeURIComponent(find)}`;
}

/** What the search form above a history shows, and what it sends along. */
export function changesSearch(
  base: string,
  part: HistoryPart | typeof elsewhere,
  find: string,
): ChangesSearch {
  const allHref = hrefOf(base, part);
  const [action = '', query] = allHref.split('?');
  return { find, action, fields: Object.fromEntries(new URLSearchParams(query)), allHref };
}

/**
 * Stands beside the parts of a history for what was changed with other tools, of which the ledger knows
 * nothing.
 */
export const elsewhere = 'elsewhere';

/**
 * The links to the parts of a history, with their counts, and to what was made elsewhere. Of that nobody
 * knows how much there is before Azure is asked.
 */
export function partsOf(
  past: Parameters<typeof ofPart>[0],
  shown: HistoryPart | typeof elsewhere,
  base: string,
): readonly Part[] {
  const ours = partsBeside(shown).map(([word, each]) => ({
    word,
    count: linesOf(past, each).length,
    href: hrefOf(base, each),
    isShown: each === shown,
  }));
  const href = hrefOf(base, elsewhere);
  return [...ours, { word: 'Made elsewhere', href, isShown: shown === elsewhere }];
}

/** The link to the CSV of a part. */
export function fileHrefOf(base: string, part: HistoryPart | typeof elsewhere): string {
  return hrefOf(base.replace(/(?=\?|$)/, '/export.csv'), part);
}

/** The lines of a part. A batch is one line, except where its own changes are looked at. */
function linesOf(past: Parameters<typeof ofPart>[0], part: HistoryPart): readonly HistoryAct[] {
  const some = ofPart(past, part);
  return typeof part === 'object' ? some.map(({ id }) => ({ id })) : historyActs(some);
}

function partsBeside(
  part: HistoryPart | typeof elsewhere,
): readonly [word: string, part: HistoryPart][] {
  const one: [string, HistoryPart][] = typeof part === 'object' ? [['One batch', part]] : [];
  return [['All', 'all'], ['Opened, closed, very wide', 'far'], ...one];
}

type Given = string | readonly string[] | null | undefined;

function partOf(show: Given, batch: Given): HistoryPart {
  if (typeof batch === 'string') return { batch };
  return show === 'far' ? 'far' : 'all';
}

/** The link to what a batch asked of the clusters below `base`, for whoever may not open the batch itself. */
export function historyOfBatchHref(base: string, batch: string): string {
  return `${base}${base.includes('?') ? '&' : '?'}batch=${encodeURIComponent(batch)}`;
}

/** The link to a page of a part. */
export function hrefOf(base: string, part: HistoryPart | typeof elsewhere, page = 1): string {
  if (typeof part === 'object') {
    return listPageHref(historyOfBatchHref(base, part.batch), undefined, page);
  }
  return listPageHref(base, part === 'all' ? undefined : part, page);
}

/** The CSV of the part that the query `search` asks for. `gaps`: why clusters may be missing in it. */
export async function historyFile(
  session: Session,
  clusterKeys: readonly string[],
  search: string,
  gaps: readonly string[],
): Promise<Response> {
  const nameOf = subscriptionNames(session);
  const params = new URLSearchParams(search);
  const part = partOf(params.get('show'), params.get('batch'));
  const find = findIn(params.get('find'));
  const lines: string[] = [];
  let lost = 0;
  for await (const { changes, unread } of wholeHistory(clusterKeys, part, find)) {
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
