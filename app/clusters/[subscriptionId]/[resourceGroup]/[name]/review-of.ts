import 'server-only';
import type { OpenCluster } from '#app/clusters/read-cluster';
import { knownOwn } from '#app/own-address';
import type { Session } from '#lib/auth/session';
import { knownEgress, readEgress } from '#lib/azure/cluster/egress';
import { readMaintenance } from '#lib/azure/cluster/maintenance';
import type { ChangeMode } from '#lib/changes/shown/form-state';
import { type Review, review } from '#lib/changes/shown/review';
import { maintenanceNotes } from '#lib/clusters/maintenance';
import type { Failure } from '#lib/failure';
import { currentParts } from '#lib/process';
import type { Intent } from '#lib/ranges/intent';
import { formatCidr } from '#lib/ranges/ipv4';
import { readPaste } from '#lib/ranges/paste';
import type { Result } from '#lib/result';

/**
 * The review of intents against the cluster as Azure just answered, with where its nodes leave from and when
 * AKS may be at work on it.
 */
export async function reviewOf(
  session: Session,
  { reading, credential }: OpenCluster,
  intents: readonly Intent[],
  { mode, text }: { mode: ChangeMode; text: string },
): Promise<Result<Review, Failure>> {
  const { arm } = currentParts();
  const { cluster } = reading;
  const [egress, maintenance, own] = await Promise.all([
    readEgress(arm, credential, cluster),
    readMaintenance(arm, credential, cluster.id),
    knownOwn(session),
  ]);
  return review(cluster, intents, {
    own,
    egress: knownEgress(egress),
    warnings: warningsIn(text),
    maintenance: maintenanceNotes(maintenance, arm.now()),
    editable: mode === 'edit' || mode === 'restrict',
  });
}

/** What the person should know about a range they typed, by range. */
function warningsIn(text: string): ReadonlyMap<string, string> {
  return new Map(
    readPaste(text).pieces.flatMap((piece) =>
      piece.ok && piece.warning !== undefined ? [[formatCidr(piece.range), piece.warning]] : [],
    ),
  );
}
