import 'server-only';
import { readWholeFleet } from '#app/clusters/read-fleet';
import { ownAddressOf } from '#app/own-address';
import type { Session } from '#lib/auth/session';
import type { BatchDraft } from '#lib/changes/batches';
import { type Plan, planBatch } from '#lib/clusters/batch-plan';
import type { FleetRow } from '#lib/clusters/fleet';
import { parseFleetView, rowsOfView } from '#lib/clusters/fleet-view';
import { clusterKey } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import type { Intent } from '#lib/ranges/intent';
import { ok, type Result } from '#lib/result';

/** The clusters that a batch is about, what it would do to each, and the author's own address. */
export type Planned = {
  readonly rows: readonly FleetRow[];
  readonly plan: Plan;
  readonly asOf: string;
  /** Dotted, where it is known. */
  readonly own?: string | undefined;
};

/** Judges a draft by the list of all clusters as it is now. */
export async function planOf(
  session: Session,
  draft: BatchDraft,
): Promise<Result<Planned, Failure>> {
  const [fleet, where] = await Promise.all([readWholeFleet(session), ownAddressOf(session)]);
  if (!fleet.ok) return fleet;
  const own = where.kind === 'known' ? where.address.value : undefined;
  const rows = rowsOf(draft, fleet.value.rows, own);
  const plan = planBatch(rows, intentsOfDraft(draft), { own });
  return ok({ rows, plan, asOf: fleet.value.asOf, own });
}

/**
 * The keys of all clusters in a list, as it is now: what comes into it later was in no plan that
 * anybody has seen. None where the list cannot be read.
 */
export async function clustersOf(session: Session, view: string): Promise<readonly string[]> {
  const draft = { view, clusters: [], add: [], remove: [] };
  const planned = await planOf(session, draft);
  return planned.ok ? planned.value.rows.map(({ id }) => clusterKey(id)) : [];
}

/** What the draft asks of each cluster. */
export function intentsOfDraft({ add, remove }: BatchDraft): readonly Intent[] {
  return [
    ...remove.map((entry): Intent => ({ do: 'remove', entry })),
    ...add.map((range): Intent => ({ do: 'add', range })),
  ];
}

function rowsOf(
  { view, clusters }: BatchDraft,
  rows: readonly FleetRow[],
  own: string | undefined,
): readonly FleetRow[] {
  const asked = parseFleetView(Object.fromEntries(new URLSearchParams(view)));
  if (clusters.length === 0) return rowsOfView(rows, asked, own);
  const chosen = new Set(clusters);
  return rows.filter(({ id }) => chosen.has(clusterKey(id)));
}
