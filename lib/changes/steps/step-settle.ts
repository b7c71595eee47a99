import { isFresh } from '#lib/changes/limits';
import type { ChangeRow, Sent } from '#lib/changes/row';
import { afterFailure, isOverdue, pause } from '#lib/changes/transitions';
import { applyIntents, sameEntries } from '#lib/ranges/intent';
import { asSendingAgain, decideSettle } from './decide-settle.ts';
import { withoutPut } from './decide-write.ts';
import { sendPut } from './send-put.ts';
import type { Turn } from './turn.ts';

/**
 * Finds out what became of a PUT without an answer, for all changes that went with it, and sends the
 * identical body once more at most.
 */
export async function stepSettle(
  turn: Turn,
  row: ChangeRow,
  behind: readonly ChangeRow[],
): Promise<void> {
  const group = [row, ...behind.filter((other) => wentWith(other, row))];
  const read = await turn.azure.read(row);
  if (!read.ok) {
    const { error } = read;
    await turn.save(...group.map((each) => afterFailure(each, error, turn.time())));
    return;
  }
  const time = turn.time();
  const isLate = group.some((each) => isOverdue(each, time));
  const mayRepeat = !turn.settings.readOnly && !isLate && isWhole(group, row.sent);
  const context = { ...time, mayRepeat };
  const decisions = group.map((each) => decideSettle(each, read.value, turn.hash, context));
  const [again] = decisions.flatMap((decision) => (decision.do === 'send-again' ? decision : []));
  const sent = again && {
    ...again.sent,
    correlationId: turn.newId(),
    firstCorrelationId: again.sent.correlationId,
    at: turn.clock.now(),
    tries: 2,
  };
  const moved = decisions.map(({ do: what, row: each }) =>
    what === 'send-again' && sent ? asSendingAgain(each, sent) : each,
  );
  const saved = await turn.save(...moved);
  const sending = saved?.filter((each) => sent && each.sent?.correlationId === sent.correlationId);
  if (!again || !sent || !sending) return;

  // The body is the one that was sent, so two readings have said the same.
  const maySend = isFresh(read.value, turn.clock.now(), () => true);
  if (maySend && turn.held())
    await sendPut(turn, sending, sent, { reading: read.value, body: again.body });
  else await turn.save(...sending.map((each) => notYet(each, again.sent, turn)));
}

/**
 * Leaves the change to be read again, because this reading is too old to send the body a second time.
 */
function notYet(row: ChangeRow, sent: Sent, turn: Turn): ChangeRow {
  return pause({ ...withoutPut(row), sent }, turn.time(), { code: 'slow' });
}

/** Whether these are all that the body carries: of one that has ended since, nothing is sent any more. */
function isWhole(group: readonly ChangeRow[], sent: Sent | undefined): boolean {
  if (!sent) return false;
  const intents = group.toSorted((a, b) => a.seq - b.seq).flatMap((each) => each.intents);
  return sameEntries(applyIntents(sent.before, intents), sent.target);
}

function wentWith(other: ChangeRow, { sent }: ChangeRow): boolean {
  return other.next === 'settle' && other.sent?.correlationId === sent?.correlationId;
}
