import 'server-only';
import type { OpenCluster } from '#app/clusters/read-cluster';
import { knownOwn } from '#app/own-address';
import type { Session } from '#lib/auth/session';
import { knownEgress, readEgress } from '#lib/azure/cluster/egress';
import { readMaintenance } from '#lib/azure/cluster/maintenance';
import { expiriesOn } from '#lib/changes/ledger';
import type { ChangeMode } from '#lib/changes/shown/form-state';
import { type Review, review } from '#lib/changes/shown/review';
import { needsEgress } from '#lib/clusters/judge-on';
import { maintenanceNotes } from '#lib/clusters/maintenance';
import { clusterKey } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { currentParts } from '#lib/process';
import { type KnownEgress, noEgress } from '#lib/ranges/egress';
import { applyIntents, driftOf, type Intent } from '#lib/ranges/intent';
import { formatCidr } from '#lib/ranges/ipv4';
import { readPaste } from '#lib/ranges/paste';
import type { Result } from '#lib/result';
import { entryHolders, soon } from './entry-holders.ts';

/**
 * The review of intents against the cluster as Azure just answered, with where its nodes leave from and when
 * AKS may be at work on it.
 */
export async function reviewOf(
  session: Session,
  opened: OpenCluster,
  intents: readonly Intent[],
  { mode, text }: { mode: ChangeMode; text: string },
): Promise<Result<Review, Failure>> {
  const { arm } = currentParts();
  const { cluster } = opened.reading;
  const { added, missing } = driftOf(cluster.entries, applyIntents(cluster.entries, intents));
  const [egress, maintenance, own, expiries, holders] = await Promise.all([
    egressFor(opened, intents),
    readMaintenance(arm, opened.credential, cluster.id),
    knownOwn(session),
    expiriesOn(clusterKey(cluster.id)),
    soon(entryHolders(session, opened, [...added, ...missing]), new Map()),
  ]);
  return review(cluster, intents, {
    own,
    egress,
    warnings: warningsIn(text),
    holders,
    maintenance: maintenanceNotes(maintenance, arm.now()),
    ending: expiries.map(({ entry }) => entry),
    editable: mode === 'edit' || mode === 'restrict',
  });
}

/** Where the nodes leave from, as far as that matters to these intents. */
export async function egressFor(
  { reading: { cluster }, credential }: OpenCluster,
  intents: readonly Intent[],
): Promise<KnownEgress> {
  if (!needsEgress(cluster, applyIntents(cluster.entries, intents))) return noEgress;
  return knownEgress(await readEgress(currentParts().arm, credential, cluster));
}

/** What the person should know about a range they typed, by range. */
function warningsIn(text: string): ReadonlyMap<string, string> {
  return new Map(
    readPaste(text).pieces.flatMap((piece) =>
      piece.ok && piece.warning !== undefined ? [[formatCidr(piece.range), piece.warning]] : [],
    ),
  );
}
