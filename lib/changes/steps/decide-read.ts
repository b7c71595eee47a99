import { mergeLimit, pollPauseMs, undisturbedMs } from '#lib/changes/limits';
import type { LedgerSettings } from '#lib/changes/ports';
import { type ChangeRow, expiresAt, ownOf, type Sent } from '#lib/changes/row';
import {
  ask,
  moveTo,
  type Now,
  pause,
  refused,
  stillWanted,
  triedAgain,
  unreadableList,
} from '#lib/changes/transitions';
import type { Cluster } from '#lib/clusters/cluster';
import { judgeOn, needsEgress } from '#lib/clusters/judge-on';
import { hasFailed, isMoving } from '#lib/clusters/state';
import { unchangeable } from '#lib/clusters/unchangeable';
import type { Failure } from '#lib/failure';
import { accessOfEntries } from '#lib/ranges/access';
import { type KnownEgress, noEgress } from '#lib/ranges/egress';
import { hasEntry } from '#lib/ranges/entry';
import { findingKey, findingWords } from '#lib/ranges/finding-words';
import { applyIntents, type Intent, sameEntries } from '#lib/ranges/intent';
import { overLimit } from '#lib/ranges/limit';
import { sameList } from './list-and-pools.ts';

/** What to do after a cluster was read for a change that is to be sent. */
export type ReadDecision =
  | { readonly do: 'move'; readonly row: ChangeRow }
  /** The findings cannot be judged without knowing where the nodes leave from. */
  | { readonly do: 'read-egress' }
  | {
      readonly do: 'put';
      readonly row: ChangeRow;
      readonly after: readonly string[];
      readonly quoting: Sent['quoting'];
    };

type Context = Now & {
  readonly settings: LedgerSettings;
  readonly egress?: KnownEgress | undefined;
  /** Entries that are taken out by themselves at their time. */
  readonly ending?: readonly string[] | undefined;
};

/**
 * Merges the intents into the list as it is now, and judges the outcome. Pure: it reads no clock and
 * no store.
 */
export function decideRead(row: ChangeRow, cluster: Cluster, context: Context): ReadDecision {
  const { now } = context;
  const until = expiresAt(row);
  const move = (next: ChangeRow): ReadDecision => ({ do: 'move', row: next });
  const objection = objectionTo(row, cluster, context.settings);
  if (objection) return move(refused(row, objection, now));

  const before = cluster.entries;
  const after = isGone(row, before) ? before : applyIntents(before, row.intents);
  if (sameEntries(before, after)) return move(asAlreadySo(row, cluster, context));

  if (until !== undefined && now >= until) return move(refused(row, { code: 'time-is-over' }, now));

  const contest = judgeContest(row, cluster);
  if (contest.failure) return move(refused(row, contest.failure, now));
  const { merges } = contest;
  // A 412 counts once, however often the cluster is read before the next PUT.
  const contested = merges > row.merges ? undefined : row.contested;
  const known = {
    ...row,
    contested,
    sent: contested || isLate(row.sent, now) ? row.sent : undefined,
    merges,
    resourceUid: cluster.resourceUid ?? row.resourceUid,
  };

  if (isPerhapsUndone(row, cluster, now)) {
    return move(ask(known, 'perhaps-undone', [stillWanted], now));
  }

  const limit = limitObjection(cluster, after, context.settings);
  if (limit) return move(refused(known, limit, now));
  if (needsEgress(cluster, after) && !context.egress) return { do: 'read-egress' };
  const asked = question(known, cluster, after, context);
  if (asked) return move(asked);

  if (isMoving(cluster)) return move(busy(known, cluster, context));
  return { do: 'put', row: known, after, quoting: contest.quoting };
}

/** What was let in for a while is not there any more: nothing that goes with taking it out is done either. */
function isGone({ expiryOf, intents }: ChangeRow, before: readonly string[]): boolean {
  const isThere = (intent: Intent) => intent.do === 'remove' && hasEntry(before, intent.entry);
  return expiryOf !== undefined && !intents.some(isThere);
}

const operationFailed: Failure = { code: 'operation-failed', ended: 'Failed' };

/**
 * The list is stored before an operation has carried it out, and stays where that fails: only of a cluster
 * at rest does it say what is so.
 */
function asAlreadySo(row: ChangeRow, cluster: Cluster, context: Context): ChangeRow {
  const { now, pollMs } = context;
  const list = [...cluster.entries];
  const seen = { before: list, after: list, alreadySo: true, contested: undefined };
  if (isMoving(cluster)) {
    // Perhaps our own PUT did it, and 412 or 409 was the answer to another copy of it: nothing is sent again.
    return row.sent
      ? moveTo(row, 'applying', now, {
          ...seen,
          next: 'follow',
          wakeAt: now + pollPauseMs(0, pollMs),
        })
      : busy(row, cluster, context);
  }
  const read = { ...seen, landed: list, readBackAt: now };
  const failed = hasFailed(cluster.provisioningState);
  const again = failed ? triedAgain(row, row.failure ?? operationFailed, now) : undefined;
  if (again) return again;
  return failed
    ? moveTo(row, 'outcome-unknown', now, { ...read, clusterFailed: true })
    : moveTo(row, 'done', now, read);
}

function busy(row: ChangeRow, { provisioningState }: Cluster, context: Context): ChangeRow {
  return pause(row, context, { code: 'cluster-busy', operation: provisioningState });
}

/**
 * Why a change cannot be carried out whatever list it is merged into. Azure would refuse it too, but
 * later and in fewer words.
 */
function objectionTo(
  row: ChangeRow,
  cluster: Cluster,
  settings: LedgerSettings,
): Failure | undefined {
  if (settings.readOnly) return { code: 'switched-off', setting: 'READ_ONLY' };
  if (isAnother(row, cluster)) return { code: 'recreated' };
  // Part of the answer could not be read: never write from that.
  if (cluster.access === 'unknown') return unreadableList;
  return unchangeable(cluster)[0];
}

/** True when the cluster was deleted and made anew since the change was asked for. */
export function isAnother(
  row: Pick<ChangeRow, 'resourceUid'>,
  cluster: Pick<Cluster, 'resourceUid'>,
): boolean {
  const { resourceUid } = cluster;
  return (
    row.resourceUid !== undefined && resourceUid !== undefined && resourceUid !== row.resourceUid
  );
}

type Contest = { merges: number; quoting: Sent['quoting']; failure?: Failure };

/**
 * What a 412 meant: somebody else wrote first, so it is merged again (`mergeLimit` times at most), or
 * AKS wanted the eTag quoted the other way (tried once).
 */
function judgeContest(row: ChangeRow, cluster: Cluster): Contest {
  const { sent, merges } = row;
  if (!row.contested || !sent) return { merges, quoting: sent?.quoting ?? 'bare' };
  if (hasMoved(sent, cluster)) {
    const next = { merges: merges + 1, quoting: sent.quoting };
    return next.merges > mergeLimit ? { ...next, failure: { code: 'precondition-failed' } } : next;
  }
  if (sent.quoting === 'bare') return { merges, quoting: 'quoted' };
  return { merges, quoting: 'quoted', failure: { code: 'precondition-failed', unmoved: true } };
}

/** Without an eTag nobody can tell whether the cluster moved: something else in it may have. */
function hasMoved(sent: Sent, { eTag, entries }: Cluster): boolean {
  const isSame = eTag !== undefined && eTag === sent.eTag;
  return !isSame || !sameList(entries, sent.before);
}

/**
 * Where something on the way sends a PUT twice, 412 may be the answer to the second, and the list holds what
 * the first did.
 */
function isPerhapsUndone({ contested, sent }: ChangeRow, cluster: Cluster, now: number): boolean {
  return Boolean(contested && sent && hasMoved(sent, cluster)) && isLate(sent, now);
}

/** Read so late that somebody can have taken it out again, the list's lack of what was sent proves nothing. */
function isLate(sent: Sent | undefined, now: number): boolean {
  return sent !== undefined && now >= sent.at + undisturbedMs;
}

function limitObjection(
  cluster: Cluster,
  after: readonly string[],
  settings: LedgerSettings,
): Failure | undefined {
  const { entries, rangeLimit } = cluster;
  if (overLimit(entries, after, rangeLimit)) {
    return { code: 'too-many-ranges', limit: rangeLimit };
  }
  const opens = accessOfEntries(after) === 'open' && cluster.access !== 'open';
  return opens && !settings.allowOpen ? { code: 'switched-off', setting: 'ALLOW_OPEN' } : undefined;
}

/** The question to the author, if the change would do something that they have not agreed to yet. */
function question(
  row: ChangeRow,
  cluster: Cluster,
  after: readonly string[],
  { now, egress, ending }: Context,
): ChangeRow | undefined {
  const findings = judgeOn(cluster, {
    before: cluster.entries,
    after,
    own: ownOf(row),
    egress: egress ?? noEgress,
    sameAddresses: row.sameAddresses,
    ending,
  });
  // Unlike a firewall, which somebody may have typed, an address of a person's own lets no nodes in.
  const endsOwn = row.expiryOf !== undefined && row.addressSource !== undefined;
  const keys = findings
    .filter((finding) => findingWords(finding).needsConfirmation)
    .filter(({ code }) => !endsOwn || code !== 'egress-unknown')
    .map((finding) => findingKey(finding))
    .filter((key) => !row.confirmations.includes(key));
  if (keys.length > 0) return ask(row, 'findings', keys, now, [...findings]);

  const key = `access:${cluster.access}`;
  const crosses = findings.some(({ code }) => code === 'crossing');
  const asSeen = row.basedOn.access === 'unknown' || row.basedOn.access === cluster.access;
  if (crosses || asSeen || row.confirmations.includes(key)) return undefined;
  return ask(row, 'access-changed', [key], now, [...findings]);
}
