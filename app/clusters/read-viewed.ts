import 'server-only';
import { knownOwn } from '#app/own-address';
import type { Session } from '#lib/auth/session';
import type { Fleet, FleetRow } from '#lib/clusters/fleet/fleet';
import { type TellApart, tellApart } from '#lib/clusters/fleet/tell-apart';
import { rowsOfView } from '#lib/clusters/fleet/view';
import { type FleetView, isFiltered } from '#lib/clusters/fleet/view-url';
import type { Failure } from '#lib/failure';
import { parseRange } from '#lib/ranges/cidr';
import { formatCidr } from '#lib/ranges/ipv4';
import { ok, type Result } from '#lib/result';
import { askedRows } from './asked-rows.ts';
import { readWholeFleet } from './read-fleet.ts';

/** The clusters of a view, of one person. */
export type ViewedFleet = {
  readonly session: Session;
  readonly fleet: Fleet;
  readonly view: FleetView;
  /** Those that the view shows. */
  readonly rows: readonly FleetRow[];
  /** The person's address of today, canonical. */
  readonly own: string | undefined;
  /** Of all clusters, whatever the view shows. */
  readonly apart: TellApart;
};

/** Reads the clusters that a view shows. */
export async function readViewed(
  session: Session,
  view: FleetView,
): Promise<Result<ViewedFleet, Failure>> {
  const [fleet, address] = await Promise.all([readWholeFleet(session), knownOwn(session)]);
  if (!fleet.ok) return fleet;
  const range = address === undefined ? undefined : parseRange(address);
  // The very array of the fleet, where it is all of it: what was counted of that is known already.
  const { rows } = await askedRows(session, fleet.value.rows, view);
  return ok({
    session,
    fleet: fleet.value,
    view,
    rows: isFiltered(view) ? rowsOfView(rows, view, address) : rows,
    own: range?.ok ? formatCidr(range.value) : undefined,
    apart: tellApart(fleet.value.rows),
  });
}
