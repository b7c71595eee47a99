import 'server-only';
import { batchPath } from '#app/batches/paths';
import { draftWords } from '#app/batches/plan-of';
import type { Session } from '#lib/auth/session';
import { clustersOf } from '#lib/changes/batch/results';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import type { FleetView } from '#lib/clusters/fleet/view-url';
import { clusterKey } from '#lib/clusters/resource-id';

/** What a view filters: all clusters of a fleet, or those of one batch. */
type Asked = {
  readonly rows: readonly FleetRow[];
  /** None where the view names no batch, or none that this person has started. */
  readonly batch?: { readonly path: string; readonly title: string };
};

/** A batch keeps its clusters, so what was found of it among these rows stays true, and what is counted of that too. */
const found = new WeakMap<readonly FleetRow[], Map<string, readonly FleetRow[]>>();

/** The rows that a view filters. `rows` are all that this person sees. */
export async function askedRows(
  { grant }: Session,
  rows: readonly FleetRow[],
  { inbatch }: FleetView,
): Promise<Asked> {
  if (inbatch === '') return { rows };
  const batch = await clustersOf(grant.id, inbatch);
  if (!batch) return { rows: [] };
  const known = found.get(rows) ?? new Map<string, readonly FleetRow[]>();
  found.set(rows, known);
  const those = known.get(inbatch) ?? rows.filter(({ id }) => batch.keys.has(clusterKey(id)));
  known.set(inbatch, those);
  const title = draftWords(batch.draft);
  return { rows: those, batch: { path: batchPath(inbatch), title } };
}
