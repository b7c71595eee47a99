import type { ChangeRow } from '#lib/changes/row';
import type { Access } from '#lib/ranges/access';
import { CLUSTER_ONLY_ENTRY, coverageOf, entryKey, hasEntry, sameEntry } from '#lib/ranges/entry';
import { applyIntents, type Intent } from '#lib/ranges/intent';
import { reachOf } from '#lib/ranges/reach';
import { entriesWanted, momentOf, tookOut } from './effects.ts';
import { endedUndone } from './words.ts';

/** An entry that a change put into the list and that stands there no more, without a change that took it out. */
export type LostEntry = {
  readonly entry: string;
  /** The change that had added it, and when that was asked for (ISO time). */
  readonly changeId: string;
  readonly at: string;
  /** The entry that admits all of it even so. */
  readonly stillBy?: string | undefined;
};

/** A cluster's list as it was just read. */
type ReadList = { readonly access: Access; readonly entries: readonly string[] };

/**
 * What others took from a person behind Drawbridge's back. `mine`: that person's last done changes of the
 * cluster, newest first; `since`: all changes of the cluster, anybody's, that moved since the oldest of
 * them. A removal, an Undo, a swap or a crossing through Drawbridge explains why an entry is gone; what the
 * person asked for again is not lost either.
 */
export function lostEntries(
  mine: readonly ChangeRow[],
  since: readonly ChangeRow[],
  list: ReadList,
): readonly LostEntry[] {
  const seen = new Set<string>();
  return mine.flatMap((change) => {
    const later = since.filter(
      (each) => each.id !== change.id && momentOf(each) >= momentOf(change),
    );
    return missingOf(change, list.entries).flatMap((entry): readonly LostEntry[] => {
      const isRepeated = seen.has(entryKey(entry));
      seen.add(entryKey(entry));
      const isExplained = later.some(
        (each) => tookOut(each, entry) || isEnding(each, entry) || asksAgain(each, change, entry),
      );
      if (isRepeated || isExplained) return [];
      const stillBy = coverOf(entry, list);
      const at = new Date(change.createdAt).toISOString();
      return [{ entry, changeId: change.id, at, stillBy }];
    });
  });
}

/** The entries a done change had put into the list that are not there. Nearly always none. */
export function missingOf({ intents }: ChangeRow, entries: readonly string[]): readonly string[] {
  return intents
    .flatMap(entriesWanted)
    .filter((entry) => !hasEntry(entries, entry) && !sameEntry(entry, CLUSTER_ONLY_ENTRY));
}

/** The part of `intents` that puts these entries into the list, for a new change that does so again. */
export function partThatAdds(
  intents: readonly Intent[],
  entries: readonly string[],
): readonly Intent[] {
  return intents.flatMap((intent): readonly Intent[] => {
    const wanted = entriesWanted(intent).filter((entry) => hasEntry(entries, entry));
    return wanted.map((entry) =>
      intent.do === 'put-back' ? { do: 'put-back', entry } : { do: 'add', range: entry },
    );
  });
}

/** It was sent to take this out at its time, and Azure has not finished that. */
function isEnding({ expiryOf, puts, intents }: ChangeRow, entry: string): boolean {
  const takes = !hasEntry(applyIntents([entry], intents), entry);
  return expiryOf !== undefined && puts.length > 0 && takes;
}

/** The same person wants it again: it is under way, or that change tells of the loss itself. */
function asksAgain(later: ChangeRow, { grantId }: ChangeRow, entry: string): boolean {
  return (
    later.grantId === grantId &&
    !endedUndone.includes(later.state) &&
    hasEntry(later.intents.flatMap(entriesWanted), entry)
  );
}

function coverOf(entry: string, { access, entries }: ReadList): string | undefined {
  const range = coverageOf(entry);
  const reach = range && reachOf(range, access, entries);
  return reach?.kind === 'admitted' ? reach.by : undefined;
}
