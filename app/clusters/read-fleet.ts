import 'server-only';
import { credentialFor } from '#lib/auth/grants/grant';
import { isStrangerThere } from '#lib/auth/grants/stranger-there';
import type { Session } from '#lib/auth/session';
import { directReadsAtOnce, readRowsDirectly } from '#lib/azure/fleet/direct-rows';
import { type Directory, listDirectories } from '#lib/azure/fleet/directories';
import { readFleet } from '#lib/azure/fleet/fleet';
import { createLimit } from '#lib/azure/http/limit';
import { touchedClusters } from '#lib/changes/touched';
import { firstOfFleet } from '#lib/clusters/fleet/first-of-fleet';
import type { Fleet, FleetListener, FleetPending } from '#lib/clusters/fleet/fleet';
import { type DirectoryFleet, joinFleets, withoutOthers } from '#lib/clusters/fleet/join-fleets';
import type { Failure } from '#lib/failure';
import { currentParts } from '#lib/process';
import { type FollowedDirectories, followDirectories } from '#lib/readings/follow-directories';
import { type FleetReading, type FleetSource, startReading } from '#lib/readings/reading';
import { ok, type Result } from '#lib/result';

/** A fleet as far as it is known, and what is still to come. */
type ShownFleet = {
  readonly fleet: Fleet;
  /** `more` settles when there is more to show; `step` tells one wait from the next. */
  readonly pending?: FleetPending & { readonly more: Promise<unknown>; readonly step: string };
};

/**
 * Every cluster of every directory of the account, as it was read within the last minute with this
 * person's own rights, or else now; `asOf` says when. Pages that ask again meanwhile cost Azure nothing.
 * Clusters that were changed through Drawbridge since, or are open as far as Resource Graph knows, are
 * shown as AKS itself has them.
 */
export async function readWholeFleet(session: Session): Promise<Result<Fleet, Failure>> {
  const reading = readingOf(session);
  const [touched] = await Promise.all([touchedClusters(session.grant.id), reading.confirmed]);
  return reading.current(touched);
}

/**
 * As `readWholeFleet`, without waiting for AKS to confirm what is open, and with `partly` not for all
 * clusters either: for a page that follows what comes.
 */
export async function readFleetSoFar(
  session: Session,
  { partly }: { readonly partly: boolean },
): Promise<Result<ShownFleet, Failure>> {
  const reading = readingOf(session);
  const [touched] = await Promise.all([
    touchedClusters(session.grant.id),
    partly ? reading.first : reading.whole,
  ]);
  const soFar = partly ? reading.soFar() : undefined;
  if (soFar) {
    const { fleet, step, ...rest } = soFar;
    return ok({ fleet, pending: { ...rest, what: 'rows', step: `part ${step}` } });
  }
  const fleet = await reading.current(touched);
  if (!fleet.ok) return fleet;
  const isAllSaid = fleet.value.rows.every(({ accessConfirmed }) => accessConfirmed);
  if (reading.isConfirmed() || isAllSaid) return ok({ fleet: fleet.value });
  const pending = { what: 'confirmation', step: 'confirmation', more: reading.confirmed } as const;
  return ok({ fleet: fleet.value, pending });
}

/** Forgets what was read for this person, so that the next page reads anew. */
export function forgetFleet({ grant }: Session): void {
  currentParts().fleets.drop(grant.id);
}

function readingOf(session: Session): FleetReading {
  const { arm, fleets } = currentParts();
  const { grant, person } = session;
  return fleets.of(grant.id, person.tenantId, () =>
    startReading({
      read: (listener) => readNow(session, listener),
      readDirectly: directReader(session),
      now: arm.now,
    }),
  );
}

/** Who follows what each directory answers. */
type Followed = FollowedDirectories & Pick<FleetListener, 'onRows'>;

/**
 * The directory they signed in to is read while the others are still being listed; one that refuses is
 * a named line, not an error.
 */
async function readNow(
  session: Session,
  { onPart, onRows }: FleetListener,
): Promise<Result<Fleet, Failure>> {
  const { arm, directories } = currentParts();
  const { grant, person } = session;
  const directoriesSoFar = followDirectories(new Date(arm.now()).toISOString(), onPart);
  const followed = { ...directoriesSoFar, onRows };
  const home = { tenantId: person.tenantId, name: 'you signed in to', isManaged: false };
  const listing = listDirectories(arm, credentialFor(grant, person.tenantId));
  const [{ fleet: homeFleet }, listed, others] = await Promise.all([
    readDirectory(session, home, followed),
    listing,
    listing.then((found) => readOthers(session, found.ok ? found.value : [], followed)),
  ]);
  if (!homeFleet.ok) return homeFleet;
  const joined = joinFleets(homeFleet.value, others);
  const fleet = listed.ok ? joined : withoutOthers(joined, listed.error);
  const listedBy = new Map(fleet.rows.map((row) => [row.id.subscriptionId, row]));
  for (const [subscriptionId, { tenantId, subscriptionName }] of listedBy) {
    directories.remember(grant.id, subscriptionId, tenantId, subscriptionName);
  }
  return ok(fleet);
}

async function readOthers(
  session: Session,
  listed: readonly Directory[],
  followed: Followed,
): Promise<readonly DirectoryFleet[]> {
  const others = listed.filter(({ tenantId }) => tenantId !== session.person.tenantId);
  followed.expect(others.length + 1);
  return Promise.all(others.map((directory) => readDirectory(session, directory, followed)));
}

async function readDirectory(
  { grant }: Session,
  { tenantId, name, isManaged }: Directory,
  followed: Followed,
): Promise<DirectoryFleet> {
  const { arm, lastTimes, rowMemory } = currentParts();
  const lastTime = lastTimes.of(grant.id, tenantId);
  const fleet = await readFleet(arm, credentialFor(grant, tenantId), {
    quota: lastTime.quota,
    expected: lastTime.expected(),
    memory: rowMemory,
    onPart: (part) => followed.part(tenantId, name, part),
    onRows: followed.onRows,
  });
  if (fleet.ok) lastTime.found(fleet.value.rows.length);
  // What they manage there, the directory that manages it lists; they have nothing else there.
  const isNothing = isManaged && !fleet.ok && isStrangerThere(fleet.error);
  const nothing = ok(firstOfFleet([], new Date(arm.now()).toISOString()));
  const directory = { tenantId, name, fleet: isNothing ? nothing : fleet };
  followed.done(directory);
  return directory;
}

/** Reads each cluster with the token of the directory that listed it. */
function directReader({ grant }: Session): FleetSource['readDirectly'] {
  const { arm } = currentParts();
  const limit = createLimit(directReadsAtOnce);
  return async (rows) => {
    const directories = [...Map.groupBy(rows, ({ tenantId }) => tenantId)];
    const read = await Promise.all(
      directories.map(([tenantId, some]) =>
        readRowsDirectly(arm, credentialFor(grant, tenantId), some, limit),
      ),
    );
    return new Map(read.flatMap((direct) => [...direct]));
  };
}
