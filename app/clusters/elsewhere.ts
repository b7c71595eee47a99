import 'server-only';
import { fileToKeep } from '#app/answers';
import {
  changesSearch,
  elsewhere,
  fileHrefOf,
  findIn,
  findingHref,
  hrefOf,
  partsOf,
} from '#app/clusters/history';
import { pageNumber, type Query } from '#app/list-page';
import { subscriptionNames } from '#app/subscription-names';
import type { ChangesSearch } from '#components/change/find-changes';
import { type Page, pageOf } from '#components/ui/pages';
import type { Part } from '#components/ui/part-links';
import { credentialFor } from '#lib/auth/grants/grant';
import type { Session } from '#lib/auth/session';
import { readListRecords } from '#lib/azure/fleet/list-records';
import { recordsHead, recordsLines } from '#lib/changes/elsewhere-file';
import { historyOf, sentAs } from '#lib/changes/history';
import { findRecords, type ListRecord } from '#lib/clusters/list-record';
import { type ClusterId, clusterKey } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { failureWords } from '#lib/failure-words';
import { currentParts } from '#lib/process';

// What was changed with other tools, as Azure has recorded it. The clusters are those that Azure has just let
// this person read.

/** A cluster, and the directory whose token reads it. */
type Place = { readonly id: ClusterId; readonly tenantId: string };

type Elsewhere = {
  /** Newest first. */
  readonly records: readonly ListRecord[];
  /** Why some directory told nothing. */
  readonly failures: readonly Failure[];
  /** Azure has more than it told, or told some of it in a way that is not understood. */
  readonly isPart: boolean;
};

/** One page of changes made elsewhere, and the links around it. */
type ElsewhereShown = Elsewhere & {
  readonly pages: Page;
  readonly parts: readonly Part[];
  readonly fileHref: string;
  readonly search: ChangesSearch;
};

/** Records on one page. */
const per = 100;

/** Whether the `show` of a query asks for changes made elsewhere, and not for the ledger's own. */
export function isElsewhere(show: Query[string] | null): boolean {
  return show === elsewhere;
}

/** Reads the page that the query asks for. `base`: where the first page of the history is. */
export async function readElsewhere(
  session: Session,
  places: readonly Place[],
  query: Query,
  base: string,
): Promise<ElsewhereShown> {
  const keys = places.map(({ id }) => clusterKey(id));
  const find = findIn(query['find']);
  const [found, past] = await Promise.all([elsewhereOn(session, places), historyOf(keys, find)]);
  const records = findRecords(found.records, find);
  const here = findingHref(base, find);
  const pages = pageOf(pageNumber(query), { per, total: records.length }, (page) =>
    hrefOf(here, elsewhere, page),
  );
  return {
    ...found,
    records: records.slice(pages.offset, pages.offset + per),
    pages,
    parts: partsOf(past, elsewhere, here),
    fileHref: fileHrefOf(here, elsewhere),
    search: changesSearch(base, elsewhere, find),
  };
}

/**
 * The CSV of all changes made elsewhere that have the text `find`. `gaps`: why clusters may be missing in it.
 */
export async function elsewhereFile(
  session: Session,
  places: readonly Place[],
  gaps: readonly string[],
  find: string,
): Promise<Response> {
  const { records, failures, isPart } = await elsewhereOn(session, places);
  const all = [
    ...gaps,
    ...failures.map((failure) => `a directory told nothing: ${failureWords(failure).title}`),
    ...(isPart ? ['Azure has more records than it told, or told them in another way'] : []),
  ];
  const body =
    recordsHead(all) + recordsLines(findRecords(records, find), subscriptionNames(session));
  const asOf = new Date().toISOString();
  const file = { asOf, gaps: all, ending: 'csv', contentType: 'text/csv' } as const;
  return fileToKeep(body, { of: 'changes-elsewhere', ...file });
}

async function elsewhereOn(session: Session, places: readonly Place[]): Promise<Elsewhere> {
  const { arm, lastTimes } = currentParts();
  const [only, ...others] = places;
  const one = others.length === 0 ? only?.id : undefined;
  const tenants = [...new Set(places.map(({ tenantId }) => tenantId))];
  const answers = await Promise.all(
    tenants.map((tenantId) => {
      const credential = credentialFor(session.grant, tenantId);
      const { quota } = lastTimes.of(session.grant.id, tenantId);
      return readListRecords({ arm, credential, quota }, one);
    }),
  );
  const read = answers.flatMap((answer) => (answer.ok ? answer.value : []));
  return {
    records: await notOurs(
      places,
      read.flatMap(({ records }) => records),
    ),
    failures: answers.flatMap((answer) => (answer.ok ? [] : answer.error)),
    isPart: read.some(({ isWhole }) => !isWhole),
  };
}

/** Those of these clusters, each once, that the ledger does not have as its own. */
async function notOurs(
  places: readonly Place[],
  records: readonly ListRecord[],
): Promise<readonly ListRecord[]> {
  const wanted = new Set(places.map(({ id }) => clusterKey(id)));
  const byId = new Map(records.map((record) => [record.id, record]));
  const those = [...byId.values()].filter(({ clusterId }) => wanted.has(clusterKey(clusterId)));
  const keys = [...new Set(those.map(({ clusterId }) => clusterKey(clusterId)))];
  const ids = those.flatMap(({ correlationId }) => correlationId ?? []);
  const ours = await sentAs(keys, ids);
  return those
    .filter(({ correlationId }) => correlationId === undefined || !ours.has(correlationId))
    .sort((a, b) => b.at.localeCompare(a.at));
}
