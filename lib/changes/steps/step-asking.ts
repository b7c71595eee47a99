import { refusedAgainMs } from '#lib/changes/limits';
import type { ChangeRow } from '#lib/changes/row';
import { moveTo } from '#lib/changes/transitions';
import type { Cluster } from '#lib/clusters/cluster';
import { decideRead } from './decide-read.ts';
import { decider } from './step-scheduled.ts';
import type { Turn } from './turn.ts';

/**
 * Looks again at what should be taken out by itself and asks its author first: where that has nothing to do any
 * more it ends, and where what it asks about is so no more it goes on. Answers whether any goes on.
 */
export async function stepAsking(turn: Turn, asking: readonly ChangeRow[]): Promise<boolean> {
  const rows = asking.filter(({ wakeAt = Number.POSITIVE_INFINITY }) => wakeAt <= turn.clock.now());
  if (rows.length === 0) return false;
  let goesOn = false;
  const decide = await decider(turn, rows);
  for (const row of rows) {
    const judged = decide(row);
    const isStill = judged.state === 'queued';
    const isOtherwise = judged.state === 'cancelled' || judged.startsAt !== row.startsAt;
    const next = isStill ? await lookAgain(turn, row) : isOtherwise ? judged : undefined;
    // It stays parked since when it was, however often it is looked at.
    const later = { ...row, wakeAt: turn.clock.now() + refusedAgainMs };
    const [saved] = (await turn.save(next ?? later)) ?? [];
    if (saved?.state === 'queued') goesOn = true;
  }
  return goesOn;
}

/** What becomes of it by the cluster as it is now; undefined where that tells nothing. */
async function lookAgain(turn: Turn, row: ChangeRow): Promise<ChangeRow | undefined> {
  const read = await turn.azure.read(row);
  if (!read.ok) return undefined;
  const decision = await decideNow(turn, row, read.value.cluster);
  if (decision.do === 'put') {
    const now = turn.clock.now();
    return moveTo(row, 'queued', now, { wantedSince: now, pauses: 0 });
  }
  const asksOrEnds = ['needs-confirmation', 'done'];
  const isTold = decision.do === 'move' && asksOrEnds.includes(decision.row.state);
  return isTold ? decision.row : undefined;
}

async function decideNow(turn: Turn, row: ChangeRow, cluster: Cluster) {
  const about = () => ({ ...turn.time(), settings: turn.settings });
  const decision = decideRead(row, cluster, about());
  if (decision.do !== 'read-egress') return decision;
  const egress = await turn.azure.egress(row, cluster);
  return decideRead(row, cluster, { ...about(), egress });
}
