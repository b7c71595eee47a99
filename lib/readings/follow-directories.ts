import { firstOfFleet } from '#lib/clusters/fleet/first-of-fleet';
import type { FleetListener, PartOfFleet } from '#lib/clusters/fleet/fleet';
import { type DirectoryFleet, joinFleets } from '#lib/clusters/fleet/join-fleets';
import { ok } from '#lib/result';

/** Takes in what each directory of an account answers, and reports the fleet that they make together. */
export type FollowedDirectories = {
  /** A directory has answered in part. */
  part(tenantId: string, name: string, part: PartOfFleet): void;
  /** A directory has answered in full, or refused. */
  done(directory: DirectoryFleet): void;
  /** How many directories there are, the one they signed in to included. */
  expect(directories: number): void;
};

/**
 * Tells of a part whenever it has grown, and nothing once all is there. `asOf` is when the reading began,
 * ISO 8601 in UTC.
 */
export function followDirectories(
  asOf: string,
  tell: FleetListener['onPart'],
): FollowedDirectories {
  const heard = new Map<string, DirectoryFleet>();
  /** How many clusters each directory has; undefined where Azure has not counted them. */
  const totals = new Map<string, number | undefined>();
  const done = new Set<string>();
  let expected: number | undefined;

  function hear(directory: DirectoryFleet, total: number | undefined): void {
    heard.set(directory.tenantId, directory);
    totals.set(directory.tenantId, total);
    tellPart();
  }

  function tellPart(): void {
    const isMore = done.size < (expected ?? heard.size);
    if (!isMore || heard.size === 0) return;
    const fleet = joinFleets(firstOfFleet([], asOf), [...heard.values()]);
    tell({ fleet, total: totalOf(), directories: counted() });
  }

  function totalOf(): number | undefined {
    if (expected !== undefined && heard.size < expected) return undefined;
    const known = [...totals.values()].filter((total) => total !== undefined);
    return known.length < totals.size ? undefined : known.reduce((sum, total) => sum + total, 0);
  }

  function counted(): PartOfFleet['directories'] {
    return expected === undefined || expected < 2
      ? undefined
      : { read: done.size, total: expected };
  }

  return {
    part: (tenantId, name, { fleet, total }) => hear({ tenantId, name, fleet: ok(fleet) }, total),
    done(directory) {
      done.add(directory.tenantId);
      hear(directory, directory.fleet.ok ? directory.fleet.value.rows.length : 0);
    },
    expect(directories) {
      expected = directories;
      if (directories > 1) tellPart();
    },
  };
}
