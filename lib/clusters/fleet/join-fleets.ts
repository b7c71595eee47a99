import { clusterKey } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import type { Result } from '#lib/result';
import {
  type Fleet,
  type FleetNote,
  type FleetRow,
  type Unreadable,
  unlistedDirectories,
} from './fleet.ts';

/** What one further directory of the account answered. */
export type DirectoryFleet = {
  readonly tenantId: string;
  readonly name: string;
  readonly fleet: Result<Fleet, Failure>;
};

/**
 * One fleet of the home directory and the others. A cluster that two directories list (Lighthouse)
 * stands once, as the first of them listed it; a directory that refused becomes a named line.
 */
export function joinFleets(home: Fleet, others: readonly DirectoryFleet[]): Fleet {
  if (others.length === 0) return home;
  const fleets = [home, ...others.flatMap(({ fleet }) => (fleet.ok ? [fleet.value] : []))];
  const refused = others.flatMap(({ tenantId, name, fleet }): readonly Unreadable[] =>
    fleet.ok ? [] : [{ scope: tenantId, label: `Directory ${name}`, failure: fleet.error }],
  );
  const rows = new Map<string, FleetRow>();
  for (const row of fleets.flatMap((fleet) => fleet.rows)) {
    const key = clusterKey(row.id);
    if (!rows.has(key)) rows.set(key, row);
  }
  return {
    rows: [...rows.values()],
    unreadable: [...fleets.flatMap((fleet) => fleet.unreadable), ...refused],
    subscriptionsRead: sum(fleets.map((fleet) => fleet.subscriptionsRead)),
    subscriptionsTotal: sum(fleets.map((fleet) => fleet.subscriptionsTotal)),
    asOf: home.asOf,
    notes: joinNotes(fleets.flatMap((fleet) => fleet.notes)),
  };
}

/** Says of a fleet that nobody knows which other directories there are. */
export function withoutOthers(fleet: Fleet, failure: Failure): Fleet {
  const place = { scope: unlistedDirectories, label: 'The list of your directories', failure };
  return { ...fleet, unreadable: [...fleet.unreadable, place] };
}

/** Each is about the whole, names no directory, and so is said once. */
function joinNotes(notes: readonly FleetNote[]): readonly FleetNote[] {
  const missing = sum(notes.map((note) => (note.code === 'clusters-missing' ? note.missing : 0)));
  const once = new Map(notes.map((note) => [note.code, note]));
  return [...once.values()].map((note) =>
    note.code === 'clusters-missing' ? { ...note, missing } : note,
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
