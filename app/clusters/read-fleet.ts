import 'server-only';
import { credentialFor } from '#lib/auth/grant';
import type { Session } from '#lib/auth/session';
import { type Directory, listDirectories } from '#lib/azure/directories';
import { readFleet } from '#lib/azure/fleet';
import type { Fleet } from '#lib/clusters/fleet';
import { type DirectoryFleet, joinFleets } from '#lib/clusters/join-fleets';
import type { Failure } from '#lib/failure';
import { type FleetReading, fleetReading } from '#lib/fleet/reading';
import { currentParts } from '#lib/process';
import { ok, type Result } from '#lib/result';

/**
 * Every cluster of every directory of the account, as it was read within the last minute with this
 * person's own rights, or else now; `asOf` says when. Pages that ask again meanwhile cost Azure nothing.
 */
export async function readWholeFleet(session: Session): Promise<Result<Fleet, Failure>> {
  return readingOf(session).whole;
}

/** Forgets what was read for this person, so that the next page reads anew. */
export function forgetFleet({ grant }: Session): void {
  currentParts().fleets.drop(grant.id);
}

function readingOf(session: Session): FleetReading {
  const { grant, person } = session;
  return currentParts().fleets.of(grant.id, person.tenantId, () => fleetReading(readNow(session)));
}

/**
 * The directory they signed in to is read while the others are still being listed; one that refuses is
 * a named line, not an error.
 */
async function readNow(session: Session): Promise<Result<Fleet, Failure>> {
  const { arm, directories } = currentParts();
  const { grant, person } = session;
  const [homeFleet, others] = await Promise.all([
    readDirectory(session, person.tenantId),
    listDirectories(arm, credentialFor(grant, person.tenantId)).then((listed) =>
      listed.ok ? readOthers(session, listed.value) : [],
    ),
  ]);
  if (!homeFleet.ok) return homeFleet;
  const fleet = joinFleets(homeFleet.value, others);
  for (const { id, tenantId } of fleet.rows) {
    directories.remember(grant.id, id.subscriptionId, tenantId);
  }
  return ok(fleet);
}

async function readOthers(
  session: Session,
  listed: readonly Directory[],
): Promise<readonly DirectoryFleet[]> {
  const others = listed.filter(({ tenantId }) => tenantId !== session.person.tenantId);
  return Promise.all(
    others.map(async ({ tenantId, name }) => ({
      tenantId,
      name,
      fleet: await readDirectory(session, tenantId),
    })),
  );
}

async function readDirectory(
  { grant }: Session,
  tenantId: string,
): Promise<Result<Fleet, Failure>> {
  const { arm, lastTimes } = currentParts();
  const lastTime = lastTimes.of(grant.id, tenantId);
  const fleet = await readFleet(arm, credentialFor(grant, tenantId), {
    quota: lastTime.quota,
    expected: lastTime.clusters,
  });
  if (fleet.ok) lastTime.clusters = fleet.value.rows.length;
  return fleet;
}
