import type { Fleet } from '#lib/clusters/fleet';
import { packedOf } from '#lib/clusters/lazy-entries';
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

/** Measured over 10,000 rows, and rounded up: a row, and an entry of a list (kept once where equal). */
const rowBytes = 2_200;
const entryBytes = 5;

function bytesOf({ rows }: Fleet): number {
  const lists = new Set(rows.map(packedOf));
  let bytes = rows.length * rowBytes;
  for (const { length } of lists) bytes += length * entryBytes;
  return bytes;
}
