import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { packedOf } from '#lib/clusters/lazy-entries';
import { entryKey } from '#lib/ranges/entry';
import type { Intent } from '#lib/ranges/intent';
import { entryFinder } from './entry-finder.ts';

/**
 * Of adds, removes and what is put back, those that make a difference to one list after the other: a plan says of each
 * cluster what changes there, and not what was asked of all. Where the same entry is to be added and
 * removed, all of them.
 */
export function whatChanges(intents: readonly Intent[]): (row: FleetRow) => readonly Intent[] {
  const keyed = intents.map((intent) => ({ intent, key: keyOf(intent) }));
  const keys = keyed.flatMap(({ key }) => key ?? []);
  if (new Set(keys).size < keyed.length) return () => intents;
  const find = entryFinder(keys);
  return (row) => {
    const found = find(packedOf(row));
    const differs = keyed.filter(({ intent, key }) => {
      return key !== undefined && found.has(key) === (intent.do === 'remove');
    });
    return differs.length === 0 ? intents : differs.map(({ intent }) => intent);
  };
}

function keyOf(intent: Intent): string | undefined {
  if (intent.do === 'add') return entryKey(intent.range);
  return 'entry' in intent ? entryKey(intent.entry) : undefined;
}
