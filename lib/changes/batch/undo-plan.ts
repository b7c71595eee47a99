import { currentLedger } from '#lib/changes/current';
import { isAnother } from '#lib/changes/steps/decide-read';
import { takenFromOthers } from '#lib/changes/taken-from-others';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import type { MissingCluster } from '#lib/clusters/fleet/gaps';
import type { AskedOf } from '#lib/clusters/plan/asked-of';
import type { PlanContext } from '#lib/clusters/plan/batch-plan';
import { clusterKey } from '#lib/clusters/resource-id';
import type { Intent } from '#lib/ranges/intent';
import type { BatchDraft } from './batch.ts';
import type { UndoWays } from './row.ts';

const nothing: readonly Intent[] = [];

/** What takes a batch back on each cluster, and which clusters it leaves alone, and why. */
export function undoOn(
  { each, unsure }: UndoWays,
  rows: readonly FleetRow[],
): {
  readonly asked: AskedOf;
  readonly rows: readonly FleetRow[];
  readonly leftAlone: readonly MissingCluster[];
} {
  const ways = new Map(
    each.flatMap(({ intents, clusters }) =>
      clusters.map(({ key, uid }) => [key, { intents, resourceUid: uid }] as const),
    ),
  );
  const wayOf = ({ id }: FleetRow) => ways.get(clusterKey(id));
  // What was done is taken back where it was done, and not in another cluster of the same name.
  const isOther = (row: FleetRow) => isAnother(wayOf(row) ?? {}, row);
  return {
    asked: (row) => wayOf(row)?.intents ?? nothing,
    rows: rows.filter((row) => !isOther(row)),
    leftAlone: [
      ...rows.filter(isOther).map(({ id }) => ({ key: clusterKey(id), why: madeAnew })),
      ...unsure.map((key) => ({ key, why: notKnown })),
    ],
  };
}

const madeAnew = 'Deleted and made anew since';
const notKnown = 'Nobody knows what the batch did there; look at each on its own page';

/**
 * Says of entries to be taken out of a list who else has asked for them there since what is undone was started.
 * Clusters of which the same is said are agreed to together, so it names whoever asked for them on any.
 */
export async function othersSince(
  grantId: string,
  { undoes, clusters }: Pick<BatchDraft, 'undoes' | 'clusters'>,
): Promise<PlanContext['takesFrom']> {
  if (!undoes?.intents.some((intent) => intent.do === 'remove')) return undefined;
  const { store } = currentLedger();
  const { asked, unread } = await store.askedByOthers(clusters, undoes.since, grantId);
  const others = Map.groupBy(asked, (each) => each.clusterKey);
  const open = new Set(unread);
  return ({ id }, taken) => {
    const key = clusterKey(id);
    const here = takenFromOthers(taken, others.get(key) ?? [], open.has(key));
    return here && (takenFromOthers(here.entries, asked, false) ?? here);
  };
}
