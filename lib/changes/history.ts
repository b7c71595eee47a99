import { setImmediate } from 'node:timers/promises';
import { type Change, toChange } from '#lib/changes/shown/change';
import { currentLedger } from './current.ts';
import type { PastChange } from './fleet-ports.ts';

// What was asked of clusters through Drawbridge, by whomever, as long as the ledger keeps it. The caller has
// to have made sure that Azure lets the person read these clusters.

/** Some of it, newest first. */
type HistoryPage = {
  readonly changes: readonly Change[];
  /** How many of these a newer release has stored, so that this one cannot read them. */
  readonly unread: number;
};

/**
 * Which of it is looked at: all, what opened, restricted or closed a cluster or let very wide ranges in, or
 * what one batch asked.
 */
export type HistoryPart = 'all' | 'far' | { readonly batch: string };

/** Its changes, newest first; `find`: only those that have this text in an entry, their author or their reason. */
export function historyOf(
  clusterKeys: readonly string[],
  find = '',
): Promise<readonly PastChange[]> {
  return currentLedger().store.historyOf(clusterKeys, find === '' ? undefined : find);
}

/** Those of them that a part of it has. */
export function ofPart(past: readonly PastChange[], part: HistoryPart): readonly PastChange[] {
  if (part === 'all') return past;
  return past.filter(({ reachesFar, batch }) =>
    part === 'far' ? reachesFar : batch?.id === part.batch,
  );
}

/** The changes of some of those ids. */
export async function historyPage(ids: readonly string[]): Promise<HistoryPage> {
  const { rows, unread } = await currentLedger().store.findAll(ids);
  return { changes: rows.map(toChange), unread };
}

/** Those of some correlation ids under which these clusters were changed from here. */
export function sentAs(
  clusterKeys: readonly string[],
  correlationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  return currentLedger().store.sentAs(clusterKeys, correlationIds);
}

/** Of how many changes the lists are held at a time; others have their turn in between. */
const atOnce = 500;

/** A part of it as a whole, some at a time. */
export async function* wholeHistory(
  clusterKeys: readonly string[],
  part: HistoryPart,
  find: string,
): AsyncGenerator<HistoryPage> {
  const ids = ofPart(await historyOf(clusterKeys, find), part).map(({ id }) => id);
  for (let at = 0; at < ids.length; at += atOnce) {
    yield await historyPage(ids.slice(at, at + atOnce));
    await setImmediate();
  }
}
