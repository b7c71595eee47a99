import { pageNumber, type Query } from '#app/list-page';
import { type BatchOutcome, batchOutcomes } from '#lib/changes/shown/batch-outcomes';

/** Which of a batch's results are looked at; all of it is in the URL. */
export type ResultsView = {
  /** All when left out. */
  readonly show: BatchOutcome | undefined;
  /** From 1. */
  readonly page: number;
};

/** Reads the query of the page; what it does not understand means the first page of all. */
export function readResultsView(query: Query): ResultsView {
  const { show } = query;
  return { show: batchOutcomes.find((outcome) => outcome === show), page: pageNumber(query) };
}
