import { entriesEnding } from '#lib/changes/expiry';
import { isFresh, putAllowedAt, putMemoryMs } from '#lib/changes/limits';
import type { AzurePort, ClusterReading } from '#lib/changes/ports';
import type { ChangeRow, Sent } from '#lib/changes/row';
import {
  afterFailure,
  ask,
  deadlineOf,
  isOverdue,
  moveTo,
  pause,
  stillWanted,
} from '#lib/changes/transitions';
import type { Cluster } from '#lib/clusters/cluster';
import type { KnownEgress } from '#lib/ranges/egress';
import { decideGroup, type GroupDecision } from './decide-group.ts';
import { decideRead, type ReadDecision } from './decide-read.ts';
import { asSending, asUnsent, withoutPut } from './decide-write.ts';
import { poolTags, sameList, samePools } from './list-and-pools.ts';
import { sendPut } from './send-put.ts';
import type { Turn } from './turn.ts';

/**
 * How often a cluster is read in a row, each reading having come too late, before the change is left
 * for later.
 */
const looks = 5;

/**
 * Carries a change from the queue to the answer of Azure: reads the cluster, merges, judges and
 * sends. `behind` is the queue behind it; changes of the same person that follow may go in the same
 * PUT.
 */
export async function stepRead(
  turn: Turn,
  row: ChangeRow,
  behind: readonly ChangeRow[],
): Promise<void> {
  if (await asked(turn, row)) return;
  // To look changes nothing, so it need not wait for the store. Nobody else sends while this turn lasts.
  const [started, first, puts] = await Promise.all([
    reading(turn, row),
    turn.azure.read(row),
    recentPuts(turn),
  ]);
  if (started) await lookAndSend(turn, { row: started, behind, puts }, first);
}

/**
 * Leaves a change for later because the queue of its cluster holds one that this release cannot read.
 * That one may have been sent, so nothing else is.
 */
export async function stepAside(turn: Turn, row: ChangeRow): Promise<void> {
  if (!(await asked(turn, row))) {
    await turn.save(pause(row, turn.time(), { code: 'newer-release' }));
  }
}

/** Parks a change that waited longer than the deadline; answers whether it did. */
async function asked(turn: Turn, row: ChangeRow): Promise<boolean> {
  const time = turn.time();
  if (!isOverdue(row, time)) return false;
  await turn.save(ask(row, 'deadline', [stillWanted], time.now));
  return true;
}

/** What waits stays in that state while it looks again, so that people do not see it flicker. */
async function reading(turn: Turn, row: ChangeRow): Promise<ChangeRow | undefined> {
  if (row.state !== 'queued') return row;
  const [started] =
    (await turn.save(moveTo(row, 'reading', turn.clock.now(), { wait: row.wait }))) ?? [];
  return started;
}

type Task = {
  readonly row: ChangeRow;
  readonly behind: readonly ChangeRow[];
  /** When PUTs were sent to this cluster. */
  readonly puts: readonly number[];
};

async function lookAndSend(
  turn: Turn,
  { row, behind, puts }: Task,
  first: Awaited<ReturnType<AzurePort['read']>>,
): Promise<void> {
  // Kept over the readings of one step: it takes many questions to Azure.
  let egress: KnownEgress | undefined;
  let earlier: ClusterReading | undefined;
  let judged = row;
  const tidies = [row, ...behind].some(({ sameAddresses }) => sameAddresses);
  const ending = tidies ? await endingOn(turn) : undefined;
  const decide = (cluster: Cluster) =>
    decideGroup(row, cluster, behind, (each, as) => decideNow(turn, each, as, { egress, ending }));

  for (let left = looks; left > 0; left--) {
    const read = left === looks ? first : await turn.azure.read(row);
    if (!read.ok) {
      await turn.save(afterFailure(row, read.error, turn.time()));
      return;
    }
    const { cluster } = read.value;
    let decision = decide(cluster);
    if (decision.do === 'read-egress') {
      egress = await turn.azure.egress(row, cluster);
      decision = decide(cluster);
    }
    if (decision.do === 'move') await turn.save(decision.row);
    if (decision.do !== 'put') return;
    judged = decision.members[0]?.row ?? row;
    if ((await send(turn, decision, { reading: read.value, earlier, puts })) === 'over') return;
    earlier = read.value;
  }
  await turn.save(pause(judged, turn.time(), { code: 'slow' }));
}

function decideNow(
  turn: Turn,
  row: ChangeRow,
  cluster: Cluster,
  known: Pick<Parameters<typeof decideRead>[2], 'egress' | 'ending'>,
): ReadDecision {
  const time = turn.time();
  return isOverdue(row, time)
    ? { do: 'move', row: ask(row, 'deadline', [stillWanted], time.now) }
    : decideRead(row, cluster, { ...time, ...known, settings: turn.settings });
}

async function endingOn({ store, clusterKey }: Turn): Promise<readonly string[]> {
  return entriesEnding(await store.endingOn([clusterKey])).map(({ entry }) => entry);
}

type Put = Extract<GroupDecision, { do: 'put' }>;

type Look = {
  readonly reading: ClusterReading;
  /** The reading before it. */
  readonly earlier: ClusterReading | undefined;
  readonly puts: readonly number[];
};

/** Answers `again` when the reading was too old, or no longer true, before anything was stored. */
async function send(
  turn: Turn,
  plan: Put,
  { reading, earlier, puts }: Look,
): Promise<'over' | 'again'> {
  const [lead] = plan.members;
  if (!lead) return 'over';
  // Earlier than this the cluster cannot be changed again without running into AKS's limit.
  const allowedAt = putAllowedAt(puts, turn.clock.now(), turn.settings.putLimit);
  if (allowedAt > turn.clock.now()) {
    const wait = pause(lead.row, turn.time(), { code: 'put-budget' });
    const deadline = deadlineOf(lead.row, turn.settings.deadlineMs);
    await turn.save({ ...wait, wakeAt: Math.min(allowedAt, deadline) });
    return 'over';
  }
  const last = await lastReading(turn, lead.row, reading);
  if (!last) return 'again';
  const body = last.bodyWith(plan.target);
  // Without an eTag nothing else guards the list.
  const agrees = () => Boolean(last.cluster.eTag) && earlier?.bodyWith(plan.target) === body;
  const maySend = () => isFresh(last, turn.clock.now(), agrees);
  if (!maySend()) return 'again';

  const sent = sentOf(turn, plan, last.cluster, turn.hash(body));
  const rows = plan.members.map((member) => asSending(member.row, sent, member));
  const sending = await turn.save(...rows);
  if (!sending) return 'over';
  // This process may have been paused while it stored that. Nothing has been sent yet.
  if (maySend() && turn.held()) {
    await sendPut(turn, sending, sent, { reading: last, body });
    return 'over';
  }
  const unsent = sending.map((each) => asUnsent(withoutPut(each), turn.clock.now()));
  const [first, ...others] = unsent;
  if (first) await turn.save(pause(first, turn.time(), { code: 'slow' }), ...others);
  return 'over';
}

function recentPuts(turn: Turn): Promise<readonly number[]> {
  const { store, clock, clusterKey, settings } = turn;
  return store.putsSince(clusterKey, clock.now() - putMemoryMs(settings.putLimit));
}

/**
 * The reading that the body is made from. Where AKS gives no eTag nothing guards the PUT, so list and
 * pools are compared in one more read immediately before.
 */
async function lastReading(
  turn: Turn,
  row: ChangeRow,
  reading: ClusterReading,
): Promise<ClusterReading | undefined> {
  const { cluster } = reading;
  if (cluster.eTag !== undefined) return reading;
  const again = await turn.azure.read(row);
  if (!again.ok) return undefined;
  const now = again.value.cluster;
  const same =
    sameList(now.entries, cluster.entries) &&
    samePools(poolTags(now), poolTags(cluster)) &&
    now.provisioningState === cluster.provisioningState;
  return same ? again.value : undefined;
}

function sentOf(turn: Turn, { target, quoting }: Put, cluster: Cluster, bodyHash: string): Sent {
  return {
    before: [...cluster.entries],
    target: [...target],
    eTag: cluster.eTag,
    pools: poolTags(cluster),
    quoting,
    bodyHash,
    correlationId: turn.newId(),
    at: turn.clock.now(),
    tries: 1,
  };
}
