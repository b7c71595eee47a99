import type { Fleet } from '#lib/clusters/fleet';
import type { Failure } from '#lib/failure';
import type { Result } from '#lib/result';
import type { Reading, SnapshotLimits } from './snapshots.ts';

/** A fleet that is being read, or was. */
export type FleetReading = { readonly whole: Promise<Result<Fleet, Failure>> };

/**
 * A minute: long enough to filter, sort and turn pages without asking Azure, short enough that the age
 * on the page stays small. The bytes are some ten fleets of 10,000 clusters.
 */
export const fleetLimits: SnapshotLimits = { maxAgeMs: 60_000, maxBytes: 256 * 2 ** 20 };

/** A reading to be kept: a fleet for what it weighs, a failure not at all. */
export function fleetReading(whole: FleetReading['whole']): Reading<FleetReading> {
  const settled = whole.then(
    (fleet) => (fleet.ok ? bytesOf(fleet.value) : undefined),
    () => undefined,
  );
  return { value: { whole }, settled };
}

/** Roughly; measured over 10,000 rows. */
function bytesOf({ rows }: Fleet): number {
  return rows.reduce((sum, row) => sum + 2_000 + row.entries.length * 50, 10_000);
}
