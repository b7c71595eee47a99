import { type Listed, packedOf } from '#lib/clusters/lazy-entries';
import { entryKey } from '#lib/ranges/entry';
import { entryFinder } from './entry-finder.ts';

/**
 * Those of `entries` that stand in none of the lists, as they were written: whoever removes them may mean
 * something else, and would read that all is well.
 */
export function standNowhere(
  lists: readonly Listed[],
  entries: readonly string[],
): readonly string[] {
  const left = new Set(entries.map(entryKey));
  const find = entryFinder(left);
  for (const list of lists) {
    if (left.size === 0) break;
    for (const key of find(packedOf(list))) left.delete(key);
  }
  return entries.filter((entry) => left.has(entryKey(entry)));
}
