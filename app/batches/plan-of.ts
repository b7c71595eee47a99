import 'server-only';
import { readWholeFleet } from '#app/clusters/read-fleet';
import { inTurns } from '#app/in-turns';
import { knownOwn } from '#app/own-address';
import type { Session } from '#lib/auth/session';
import type { BatchDraft } from '#lib/changes/batch/batch';
import { endingEverywhere } from '#lib/changes/batch/everywhere';
import { othersSince, undoOn } from '#lib/changes/batch/undo-plan';
import { titleOf } from '#lib/changes/shown/change-view';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { type Gaps, gapsOf, type MissingCluster, whyMissing } from '#lib/clusters/fleet/gaps';
import type { AskedOf } from '#lib/clusters/plan/asked-of';
import { type Plan, type PlanContext, planInSteps } from '#lib/clusters/plan/batch-plan';
import { standNowhere } from '#lib/clusters/plan/stand-nowhere';
import { clusterKey } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { currentParts } from '#lib/process';
import type { Intent } from '#lib/ranges/intent';
import { ok, type Result } from '#lib/result';

/** The clusters that a batch is about, what it would do to each, and the author's own address. */
export type Planned = {
  readonly rows: readonly FleetRow[];
  readonly asked: AskedOf;
  /** Those that the list does not hold now, and those at which there is nothing to undo for sure. */
  readonly missing: readonly MissingCluster[];
  /** What could not be read: whatever is there is in no plan. */
  readonly gaps: Gaps;
  readonly plan: Plan;
  /** Entries to be removed that stand in none of the lists. */
  readonly nowhere: readonly string[];
  readonly asOf: string;
  /** Dotted, where it is known. */
  readonly own?: string | undefined;
  readonly ending: PlanContext['ending'];
};

/** Judges a draft by the list of all clusters as it is now. */
export async function planOf(
  session: Session,
  draft: BatchDraft,
): Promise<Result<Planned, Failure>> {
  const [fleet, own] = await Promise.all([readWholeFleet(session), knownOwn(session)]);
  if (!fleet.ok) return fleet;
  const found = new Map(fleet.value.rows.map((row) => [clusterKey(row.id), row]));
  const listed = draft.clusters.flatMap((key) => found.get(key) ?? []);
  const gaps = gapsOf(fleet.value);
  const { directories } = currentParts();
  const missing = whyMissing(
    draft.clusters.filter((key) => !found.has(key)),
    gaps,
    (subscriptionId) => directories.of(session.grant.id, subscriptionId),
  );
  const { sameAddresses, ways } = draft;
  const intents = intentsOfDraft(draft);
  const undo = ways && undoOn(ways, listed);
  const { rows, asked } = undo ?? { rows: listed, asked: () => intents };
  const [takesFrom, ending] = await Promise.all([
    othersSince(session.grant.id, draft),
    endingEverywhere(draft.clusters),
  ]);
  const plan = await inTurns(planInSteps(rows, asked, { own, sameAddresses, takesFrom, ending }));
  return ok({
    rows,
    asked,
    gaps,
    plan,
    own,
    ending,
    asOf: fleet.value.asOf,
    missing: [...missing, ...(undo?.leftAlone ?? [])],
    nowhere: standNowhere(rows, draft.remove),
  });
}

/** Labels of what cannot be read now, for a draft whose clusters are chosen now. */
export async function unreadNow(session: Session): Promise<readonly string[]> {
  const fleet = await readWholeFleet(session);
  return fleet.ok ? gapsOf(fleet.value).unreadable.map(({ label }) => label) : [];
}

/** What a batch asks, and for how long: `Add 81.2.69.142/32 for 8 hours`. */
export function draftWords(
  draft: Parameters<typeof intentsOfDraft>[0] & Pick<BatchDraft, 'keepForSeconds'>,
  most?: number,
): string {
  const { keepForSeconds } = draft;
  return titleOf({ intents: intentsOfDraft(draft), keepForSeconds }, most);
}

/** What the draft asks of its clusters, all together. */
export function intentsOfDraft({
  add,
  remove,
  undoes,
}: Pick<BatchDraft, 'add' | 'remove' | 'undoes'>): readonly Intent[] {
  return [
    ...(undoes?.intents ?? []),
    ...remove.map((entry): Intent => ({ do: 'remove', entry })),
    ...add.map((range): Intent => ({ do: 'add', range })),
  ];
}
