import { setImmediate } from 'node:timers/promises';
import { currentLedger } from '#lib/changes/current';
import type { ChangeRow } from '#lib/changes/row';
import { type BatchOutcome, statesOf } from '#lib/changes/shown/batch-outcomes';
import { type Change, toChange } from '#lib/changes/shown/change';
import { findBatch } from './find.ts';
import type { BatchResult } from './ports.ts';
import type { BatchRow } from './row.ts';

/** Which of a batch's changes: those of one outcome or of all, so many from there on. */
type ResultPage = {
  readonly outcome?: BatchOutcome | undefined;
  readonly limit: number;
  readonly offset: number;
};

/** Of a page of results. `unread`: how many of its changes a newer release stored, so that this one cannot read them. */
type Results = { readonly changes: readonly Change[]; readonly unread: number };

/** A page of the newest changes of a batch, for its author; those that want their eyes first. */
export async function resultsOf(
  grantId: string,
  id: string,
  { outcome, ...page }: ResultPage,
): Promise<Results> {
  if (!(await findBatch(grantId, id))) return { changes: [], unread: 0 };
  const { store } = currentLedger();
  const { rows, unread } = await store.placesOfBatch(id, { states: statesOf(outcome), ...page });
  return { changes: rows.map(toChange), unread };
}

/** Of how many places at a time a file is made: others have their turn in between. */
const placesAtOnce = 500;

/** What became of every place, in their order, for the author: for a file, not for a page. */
export async function allResultsOf(grantId: string, id: string): Promise<readonly PlaceResult[]> {
  if (!(await findBatch(grantId, id))) return [];
  const { store } = currentLedger();
  const results: PlaceResult[] = [];
  for (let after = -1; ; ) {
    const some = await store.resultsOfBatch(id, { after, limit: placesAtOnce });
    results.push(...some.map(({ row, ...rest }) => ({ ...rest, change: row && toChange(row) })));
    const last = some.at(-1);
    if (!last || some.length < placesAtOnce) return results;
    after = last.place;
    await setImmediate();
  }
}

/** What became of one place, and how long its list was before and is after. */
export type PlaceResult = Omit<BatchResult, 'row'> & {
  /** None where a newer release stored it, so that this one cannot read it. */
  readonly change: Change | undefined;
};

/** What a batch asks, and of which clusters. */
type BatchClusters = Pick<BatchRow, 'draft'> & { readonly keys: ReadonlySet<string> };

/** The clusters of a batch, for its author once it was started. */
export async function clustersOf(grantId: string, id: string): Promise<BatchClusters | undefined> {
  const batch = await findBatch(grantId, id);
  if (!batch || batch.state === 'draft') return undefined;
  const keys = new Set(await currentLedger().store.clustersOfBatch(id));
  return { draft: batch.draft, keys };
}

/** The sign-in that a batch waits for: of the first of its changes that wants one. */
export async function signInOf(
  grantId: string,
  id: string,
): Promise<Pick<ChangeRow, 'tenantId' | 'claims'> | undefined> {
  if (!(await findBatch(grantId, id))) return undefined;
  const states = ['needs-sign-in'] as const;
  const { rows } = await currentLedger().store.placesOfBatch(id, { states, limit: 1 });
  const [first] = rows;
  return first && { tenantId: first.tenantId, claims: first.claims };
}
