import { entriesOf, officeRanges, teamRanges } from '../emulator/world/fleet/entries.ts';
import { createNumbers } from '../emulator/world/fleet/numbers.ts';
import { ownAddress } from '../outside/own-address.ts';

/** Full lists of so many clusters, as the emulator's fleet has them. */
export function fullLists(clusters: number, entries: number): string[][] {
  const numbers = createNumbers(7);
  const offices = officeRanges();
  const teams = Array.from({ length: 12 }, (_, team) => teamRanges(team));
  return Array.from({ length: clusters }, (_, at) =>
    entriesOf(numbers, entries, { offices, team: teams[at % teams.length] ?? offices }),
  );
}

/** Addresses to ask for: one of an office that many have, and of entries that few have. */
export function addressesIn(lists: readonly (readonly string[])[], count: number): string[] {
  const numbers = createNumbers(8);
  const some = Array.from({ length: count - 1 }, () => {
    const list = lists[numbers.next(lists.length)] ?? [];
    return list[numbers.next(list.length)]?.split('/')[0] ?? '';
  });
  return [ownAddress, ...some];
}
