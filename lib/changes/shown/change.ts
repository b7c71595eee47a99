import type { ChangeRow } from '#lib/changes/row';
import { driftOf } from '#lib/ranges/intent';

/** One person's intents for one cluster, and what became of them. Times are ISO 8601 in UTC. */
export type Change = Readonly<ReturnType<typeof toChange>>;

/** What people may see of a row. Each field is named, so what is for the ledger alone stays there. */
export function toChange(row: ChangeRow) {
  return {
    id: row.id,
    clusterId: row.clusterId,
    clusterKey: row.clusterKey,
    tenantId: row.tenantId,
    batchId: row.batch?.id,
    grantId: row.grantId,
    author: row.author,
    intents: row.intents,
    reason: row.reason,
    state: row.state,
    stateSince: iso(row.stateSince),
    createdAt: iso(row.createdAt),
    version: row.version,
    askedBecause: row.asked?.because,
    findings: row.asked?.findings,
    confirmKeys: row.asked?.keys,
    waitingFor: row.wait && { ...row.wait, since: iso(row.wait.since) },
    waitingUntil: row.wait && maybeIso(row.wakeAt),
    failure: row.failure,
    before: row.before,
    after: row.after,
    landed: row.landed,
    /** Read back: entries that this change did not send, and entries that it sent and that are gone. */
    drift: driftOfLanded(row),
    alreadySo: row.alreadySo,
    clusterFailed: row.clusterFailed,
    superseded: row.superseded,
    keepForSeconds: row.keepForSeconds,
    startsAt: maybeIso(row.startsAt),
    /** Of one that is to take something out: whether it is known that there is something. */
    isLetIn: row.countsFrom !== undefined,
    /** Its time has come, and it could not begin: when it is tried again. */
    triedAgainAt: maybeIso(triedAgainAt(row)),
    spared: row.spared,
    /** A PUT was sent for it, whatever came of that. */
    wasSent: row.puts.length > 0,
    /** Azure answered the last one that the cluster had changed or is busy, which that very PUT may have done. */
    wasDenied: row.next === 'read' && row.sent !== undefined,
    acceptedAt: maybeIso(row.acceptedAt),
    finishedAt: maybeIso(row.finishedAt),
    readBackAt: maybeIso(row.readBackAt),
    worksBy: maybeIso(row.worksBy),
    correlationId: row.correlationId,
  };
}

function triedAgainAt({ state, startsAt, wakeAt }: ChangeRow): number | undefined {
  const isLate = state === 'held' && startsAt !== undefined && (wakeAt ?? 0) > startsAt;
  return isLate ? wakeAt : undefined;
}

/** A policy may change what lands, and somebody else may be quicker than our reading back. */
function driftOfLanded({ sent, landed, acceptedAt }: ChangeRow) {
  if (!sent || !landed || acceptedAt === undefined) return undefined;
  return driftOf(sent.target, landed);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function maybeIso(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : iso(ms);
}
