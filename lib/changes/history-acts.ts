import type { PastChange } from './fleet-ports.ts';
import { type BatchTally, type StateCounts, tallyOf } from './shown/batch-outcomes.ts';

/** What somebody did at once: one change, or what a batch asked of several of the clusters that are looked at. */
export type HistoryAct = {
  /** Its change; of a batch the newest. */
  readonly id: string;
  readonly batch?: ActOfMany | undefined;
};

type ActOfMany = {
  readonly id: string;
  /** Of these clusters, each by its newest change. */
  readonly tally: BatchTally;
  /** The same was asked of each. */
  readonly isAlike: boolean;
};

/** The acts that these changes were, both newest first; a batch stands where its newest change does. */
export function historyActs(past: readonly PastChange[]): readonly HistoryAct[] {
  const batches = Map.groupBy(
    past.flatMap(({ batch }) => batch ?? []),
    ({ id }) => id,
  );
  const many = new Map([...batches].flatMap(([id, parts]) => manyOf(id, parts)));
  const told = new Set<string>();
  return past.flatMap(({ id, batch: part }): HistoryAct[] => {
    const batch = part && many.get(part.id);
    if (!batch) return [{ id }];
    if (told.has(batch.id)) return [];
    told.add(batch.id);
    return [{ id, batch }];
  });
}

type Part = NonNullable<PastChange['batch']>;

/** Nothing where it is all of one cluster, which may have been tried again. */
function manyOf(id: string, parts: readonly Part[]): readonly [string, ActOfMany][] {
  const places = new Map<number, Part>();
  for (const part of parts) if (!places.has(part.place)) places.set(part.place, part);
  if (places.size < 2) return [];
  const counts: { -readonly [State in keyof StateCounts]: StateCounts[State] } = {};
  for (const { state } of places.values()) counts[state] = (counts[state] ?? 0) + 1;
  const isAlike = new Set(parts.map(({ asks }) => asks)).size === 1;
  return [[id, { id, tally: tallyOf(counts), isAlike }]];
}
