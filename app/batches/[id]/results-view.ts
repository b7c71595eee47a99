import { type BatchOutcome, batchOutcomes } from '#lib/changes/shown/batch-outcomes';
import { pageNumber } from '../page-number.ts';
import { batchPath } from '../paths.ts';

/** Which of a batch's results are looked at; all of it is in the URL. */
export type ResultsView = {
  /** All when left out. */
  readonly show: BatchOutcome | undefined;
  /** From 1. */
  readonly page: number;
};

type Params = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the query of the page; what it does not understand means the first page of all. */
export function readResultsView({ show, page }: Params): ResultsView {
  return { show: batchOutcomes.find((outcome) => outcome === show), page: pageNumber(page) };
}

/** The way to a page of results. */
export function resultsHref(id: string, { show, page }: ResultsView) {
  const query = new URLSearchParams();
  if (show !== undefined) query.set('show', show);
  if (page > 1) query.set('page', String(page));
  return query.size === 0 ? batchPath(id) : `${batchPath(id)}?${query}`;
}
