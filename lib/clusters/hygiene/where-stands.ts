import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { packedOf } from '#lib/clusters/lazy-entries';
import { CLUSTER_ONLY_ENTRY, coverageOf, entryKey, sameEntry } from '#lib/ranges/entry';
import { covers } from '#lib/ranges/ipv4';
import { coversNothing, entryAt, type PackedEntries } from '#lib/ranges/packed-entries';

/** Where an entry stands among some clusters. */
export type Standing = {
  /** As Azure writes it: a bare address has become a /32. */
  readonly entry: string;
  readonly rows: readonly FleetRow[];
  /** Of those, on how many another entry admits all of it: removing this one blocks nobody there. */
  readonly stillAdmitted: number;
};

/**
 * Finds an entry by its text, or by what is the same to Azure. Undefined for no text, and for the entry
 * that means "nobody but the cluster": without it the cluster would be open. Lists that are not in use,
 * of private clusters, are left out.
 */
export function whereStands(rows: readonly FleetRow[], text: string): Standing | undefined {
  const entry = entryKey(text);
  if (entry === '' || sameEntry(entry, CLUSTER_ONLY_ENTRY)) return undefined;
  const standing: FleetRow[] = [];
  let stillAdmitted = 0;
  for (const row of rows) {
    if (row.access !== 'restricted' && row.access !== 'open') continue;
    const packed = packedOf(row);
    if (!standsIn(packed, entry)) continue;
    standing.push(row);
    if (isAdmittedElsewise(packed, entry)) stillAdmitted++;
  }
  return { entry, rows: standing, stillAdmitted };
}

function standsIn(packed: PackedEntries, entry: string): boolean {
  const range = coverageOf(entry);
  if (!range) return [...packed.unusual.values()].some((each) => sameEntry(each, entry));
  const { length, networks, prefixBits } = packed;
  for (let at = 0; at < length; at++) {
    if (networks[at] !== range.network || prefixBits[at] !== range.prefixBits) continue;
    if (sameEntry(entryAt(packed, at), entry)) return true;
  }
  return false;
}

function isAdmittedElsewise(packed: PackedEntries, entry: string): boolean {
  const range = coverageOf(entry);
  if (!range) return false;
  const { length, networks, prefixBits } = packed;
  for (let at = 0; at < length; at++) {
    const bits = prefixBits[at] ?? coversNothing;
    if (
      bits > range.prefixBits ||
      !covers({ network: networks[at] ?? 0, prefixBits: bits }, range)
    ) {
      continue;
    }
    if (!sameEntry(entryAt(packed, at), entry)) return true;
  }
  return false;
}
