import { momentOf, stillAsksFor, tookOut } from '#lib/changes/shown/effects';
import { sameEntry } from '#lib/ranges/entry';
import type { ChangeRow } from './row.ts';

type Moved = Pick<ChangeRow, 'grantId' | 'intents' | 'acceptedAt' | 'stateSince'>;
type Mine = Moved & Pick<ChangeRow, 'addressSource' | 'alreadySo' | 'keepForSeconds'>;
type Other = Moved & Pick<ChangeRow, 'state' | 'before' | 'after'>;

/**
 * The address that a person may swap for a new one: the newest that they added for themselves, while it
 * stands in the list and is theirs alone. `mine`: their last done changes of the cluster, newest first;
 * `others`: changes of the cluster, anybody's, that asked for one of `earlierAddresses` or moved since.
 */
export function swapOffer(
  mine: readonly Mine[],
  others: readonly Other[],
  entries: readonly string[],
  range: string,
): string | undefined {
  return earlierAddresses(mine, range).find(({ entry, by }) => {
    const standing = entries.filter((each) => sameEntry(each, entry));
    // Twice in the list: one of them was put there by somebody else.
    if (standing.length !== 1) return false;
    return !others.some((other) => isTheirs(other, by, entry) || tookOutSince(other, by, entry));
  })?.entry;
}

type Earlier<M extends Mine> = { readonly entry: string; readonly by: M };

/**
 * Single addresses that were added as the person's own, newest first. Addresses out of the edit form may
 * be anybody's, and so may those that one change added beside the person's own; what stood there already
 * when it was added is not theirs, and what was let in for a while goes by itself.
 */
export function earlierAddresses<M extends Mine>(
  mine: readonly M[],
  range: string,
): readonly Earlier<M>[] {
  return mine
    .filter(
      ({ addressSource, alreadySo, keepForSeconds }) =>
        addressSource !== undefined && alreadySo !== true && keepForSeconds === undefined,
    )
    .flatMap((by): readonly Earlier<M>[] => {
      const [added, ...others] = by.intents.flatMap((each) =>
        each.do === 'add' ? each.range : [],
      );
      if (added === undefined || others.length > 0) return [];
      return added.endsWith('/32') && added !== range ? [{ entry: added, by }] : [];
    });
}

/** Another person asked for the entry and was not turned down. */
function isTheirs(other: Other, by: Mine, entry: string): boolean {
  return other.grantId !== by.grantId && stillAsksFor(other, entry);
}

/** It was taken out since, so whoever put it back had another reason. */
function tookOutSince(other: Other, by: Mine, entry: string): boolean {
  return momentOf(other) >= momentOf(by) && tookOut(other, entry);
}
