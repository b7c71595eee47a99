import type { Failure } from '#lib/failure';
import type { BatchPlace, BatchRow } from './batch-row.ts';
import { isAtWork, stateWords } from './words.ts';

/** Clusters of one batch at work side by side, once one has come to a good end. */
export const batchSideBySide = 8;

/** Endings of one failure that stop a batch. */
export const sameRefusals = 3;

/** What is to happen with a batch next. */
export type BatchStep =
  | { readonly do: 'let-go'; readonly ids: readonly string[] }
  | { readonly do: 'stop'; readonly stopped: NonNullable<BatchRow['stopped']> }
  | { readonly do: 'end' }
  | { readonly do: 'nothing' };

/**
 * Decides what a batch does next, from the newest change of each of its places, in their order. One
 * goes alone until one is done; parked ones hold nobody up.
 */
export function decideBatch(
  { state, forgiven }: Pick<BatchRow, 'state' | 'forgiven'>,
  places: readonly BatchPlace[],
): BatchStep {
  if (state !== 'running') return { do: 'nothing' };
  if (allEnded(places)) return { do: 'end' };
  const stopped = reasonToStop(places, forgiven);
  if (stopped) return { do: 'stop', stopped };
  const inFlight = places.filter((place) => isAtWork(place.state)).length;
  const free = (isProven(places) ? batchSideBySide : 1) - inFlight;
  const held = places.filter((place) => place.state === 'held');
  const ids = held.slice(0, Math.max(free, 0)).map(({ id }) => id);
  return ids.length > 0 ? { do: 'let-go', ids } : { do: 'nothing' };
}

/** Whether nothing more will happen by itself. */
export function allEnded(places: readonly Pick<BatchPlace, 'state'>[]): boolean {
  return places.every(({ state }) => stateWords[state].ends);
}

/** Whether a change ended without doing what was asked, and not because its author wanted so. */
export function endedBadly({ state }: Pick<BatchPlace, 'state'>): boolean {
  return state === 'refused' || state === 'failed' || state === 'outcome-unknown';
}

/** Azure carries such a change out: it did so at least once. */
function isProven(places: readonly BatchPlace[]): boolean {
  return places.some(({ state }) => state === 'done' || state === 'overtaken');
}

function reasonToStop(
  places: readonly BatchPlace[],
  forgiven: readonly string[],
): BatchRow['stopped'] {
  const isForgiven = new Set(forgiven);
  const bad = places.filter((place) => endedBadly(place) && !isForgiven.has(place.id));
  const [first] = bad;
  if (first && !isProven(places)) return { because: 'first', failure: first.failure };
  const counts = new Map<Failure['code'] | BatchPlace['state'], number>();
  for (const { state, failure } of bad) {
    const code = failure?.code ?? state;
    const count = (counts.get(code) ?? 0) + 1;
    if (count >= sameRefusals) return { because: 'refusals', failure };
    counts.set(code, count);
  }
  return undefined;
}
