import type { ClusterReading } from '#lib/changes/ports';
import type { ChangeRow, Sent } from '#lib/changes/row';
import {
  afterFailure,
  ask,
  inDoubt,
  moveTo,
  type Now,
  pause,
  stillWanted,
  unreadableList,
} from '#lib/changes/transitions';
import { isMoving } from '#lib/clusters/state';
import { intentsHold } from '#lib/ranges/intent';
import { isAnother } from './decide-read.ts';
import { asFollowed } from './decide-write.ts';
import { poolTags, sameList, samePools } from './list-and-pools.ts';

/** What to do with a change whose PUT got no answer. `send-again`: send the identical body once more. */
type SettleDecision =
  | { readonly do: 'move'; readonly row: ChangeRow }
  | {
      readonly do: 'send-again';
      readonly row: ChangeRow;
      readonly sent: Sent;
      readonly body: string;
    };

/**
 * Finds out by the cluster as it is now whether a PUT without an answer has landed. It never merges
 * again: the intents are old, and a removal by a colleague since then would be undone. `mayRepeat`: the same
 * for all that went together, since the identical body carries all of them.
 */
export function decideSettle(
  row: ChangeRow,
  { cluster, bodyWith }: ClusterReading,
  hash: (body: string) => string,
  time: Now & { readonly mayRepeat: boolean },
): SettleDecision {
  const { now, mayRepeat } = time;
  const { sent } = row;
  const move = (next: ChangeRow): SettleDecision => ({ do: 'move', row: next });
  const movedOn = () =>
    row.expiryOf === undefined
      ? move({ ...inDoubt(row, row.failure, now), landed: [...cluster.entries], readBackAt: now })
      : move(askAgain(row, now));

  if (cluster.access === 'unknown') return move(afterFailure(row, unreadableList, time));
  if (isAnother(row, cluster)) return move(inDoubt(row, { code: 'recreated' }, now));
  if (intentsHold(cluster.entries, row.intents)) return move(asFollowed(row, time));
  if (!sent || cluster.eTag !== sent.eTag || !sameList(cluster.entries, sent.before))
    return movedOn();
  // Ours, not to be seen yet, or somebody else's that will move the eTag: it shows when it is over.
  if (isMoving(cluster)) {
    return move(pause(row, time, { code: 'cluster-busy', operation: cluster.provisioningState }));
  }
  const body = bodyWith(sent.target);
  // Without an eTag the same list may be there again: ours landed, and a colleague has taken it back.
  const isBase =
    sent.eTag !== undefined &&
    samePools(sent.pools, poolTags(cluster)) &&
    hash(body) === sent.bodyHash;
  return isBase && mayRepeat && sent.tries < 2 ? { do: 'send-again', row, sent, body } : movedOn();
}

/** Nobody waits for the end of what was let in for a while: in doubt, and with that in the list, it would stay. */
function askAgain(row: ChangeRow, now: number): ChangeRow {
  const unsent = { next: 'read', sent: undefined, before: undefined, after: undefined } as const;
  return ask({ ...row, ...unsent }, 'perhaps-undone', [stillWanted], now);
}

/** The row as it is stored before the identical body is sent once more. */
export function asSendingAgain(row: ChangeRow, sent: Sent): ChangeRow {
  const { at, correlationId } = sent;
  return moveTo(row, 'sending', at, { sent, correlationId, puts: [...row.puts, at] });
}
