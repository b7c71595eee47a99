import { setImmediate } from 'node:timers/promises';
import { type Change, toChange } from '#lib/changes/shown/change';
import { currentLedger } from './current.ts';
import type { PastChange } from './fleet-ports.ts';

// What was asked of clusters through Drawbridge, by whomever, as long as the ledger keeps it. The caller has
// to have made sure that Azure lets the person read these clusters.

/** Some changes of a history, newest first. */
type HistoryPage = {
  readonly changes: readonly Change[];
  /** How many of these a newer release has stored, so that this one cannot read them. */
  readonly unread: number;
};

/**
 * Which changes of a history are looked at: all; those that opened, restricted or closed a cluster or let a
 * very wide range in (`far`); or those of one batch.
 */
export type HistoryPart = 'all' | 'far' | { readonly batch: string };

/**
 * All changes of these clusters, newest first, without their lists. With `find` only those that have this
 * text in an entry, in their author's name or in their reason.
 */
export function historyOf(
  clusterKeys: readonly string[],
  find = '',
): Promise<readonly PastChange[]> {
  return currentLedger().store.historyOf(clusterKeys, find === '' ? undefined : find);
}

/** The changes that belong to one part of the history. */
export function ofPart(past: readonly PastChange[], part: HistoryPart): readonly PastChange[] {
  if (part === 'all') return past;
  return past.filter(({ reachesFar, batch }) =>
    part === 'far' ? reachesFar : batch?.id === part.batch,
  );
}

/** Reads the changes of these ids with their lists. */
export async function historyPage(ids: readonly string[]): Promise<HistoryPage> {
  const { rows, unread } = await currentLedger().store.findAll(ids);
  return { changes: rows.map(toChange), unread };
}

/** Which of these correlation ids are of PUTs that Drawbridge sent to these clusters. */
export function sentAs(
  clusterKeys: readonly string[],
  correlationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  return currentLedger().store.sentAs(clusterKeys, correlationIds);
}

/** How many changes, each with its lists, are in memory at a time. */
const atOnce = 500;

/** One part of the history with all lists, some changes at a time; other requests are answered in between. */
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
