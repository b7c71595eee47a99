import { type Listed, packedOf } from '#lib/clusters/lazy-entries';
import { entryKey } from '#lib/ranges/entry';
import type { Intent } from '#lib/ranges/intent';
import { entryFinder } from './entry-finder.ts';

/**
 * What is asked of each list of a plan: of the entries to be removed, those that stand in it. A change
 * carries what it is to do, and thousands of entries in each of thousands of changes are more than a
 * process can hold; what joins a list later is in no plan that anybody has seen.
 */
export function standingIntents(intents: readonly Intent[]): (list: Listed) => readonly Intent[] {
  const removals = new Map<string, Intent>();
  const others: Intent[] = [];
  for (const intent of intents) {
    if (intent.do === 'remove') removals.set(entryKey(intent.entry), intent);
    else others.push(intent);
  }
  const find = entryFinder(removals.keys());
  return (list) => [
    ...[...find(packedOf(list))].flatMap((key) => removals.get(key) ?? []),
    ...others,
  ];
}
