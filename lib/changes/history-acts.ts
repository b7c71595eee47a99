import type { PastChange } from './fleet-ports.ts';
import { type BatchTally, type StateCounts, tallyOf } from './shown/batch-outcomes.ts';

/**
 * What somebody did at once: one change, what a batch asked of several of the clusters that are looked at, or what takes
 * one range that it let in for a while out of them again.
 */
export type HistoryAct = {
  /** Its change; of a batch the newest. */
  readonly id: string;
  readonly batch?: ActOfMany | undefined;
};

type ActOfMany = {
  /** Of the batch. */
  readonly id: string;
  readonly isEnd: boolean;
  /** Of these clusters, each by its newest change. */
  readonly tally: BatchTally;
  /** The same was asked of each. */
  readonly isAlike: boolean;
};

/** The acts that these changes were, both newest first; a batch stands where its newest change does. */
export function historyActs(past: readonly PastChange[]): readonly HistoryAct[] {
  const batches = Map.groupBy(
    past.flatMap(({ batch }) => batch ?? []),
    actKey,
  );
  const many = new Map([...batches].flatMap(([key, parts]) => manyOf(key, parts)));
  const told = new Set<string>();
  return past.flatMap(({ id, batch: part }): HistoryAct[] => {
    const key = part && actKey(part);
    const batch = key && many.get(key);
    if (!batch) return [{ id }];
    if (told.has(key)) return [];
    told.add(key);
    return [{ id, batch }];
  });
}

type Part = NonNullable<PastChange['batch']>;

/** Each range of a batch that ends is an act of its own. */
function actKey({ id, isEnd, asks }: Part): string {
  return isEnd ? `${id} ${asks}` : id;
}

/** Nothing where it is all of one cluster, which may have been tried again. */
function manyOf(key: string, parts: readonly Part[]): readonly [string, ActOfMany][] {
  const places = new Map<number, Part>();
  for (const part of parts) if (!places.has(part.place)) places.set(part.place, part);
  const [first] = parts;
  if (!first || places.size < 2) return [];
  const counts: { -readonly [State in keyof StateCounts]: StateCounts[State] } = {};
  for (const { state } of places.values()) counts[state] = (counts[state] ?? 0) + 1;
  const isAlike = new Set(parts.map(({ asks }) => asks)).size === 1;
  const { id, isEnd } = first;
  return [[key, { id, isEnd, tally: tallyOf(counts), isAlike }]];
}
