import { extension, keepForChoices } from '#lib/changes/shown/keep-for';
import { isIdle, isScheduled, stateWords } from '#lib/changes/shown/words';
import { err, ok, type Result } from '#lib/result';
import { parkedLimitMs, resumeWithinMs } from './limits.ts';
import type { ChangeRow } from './row.ts';
import { ask, claimsKey, inDoubt, moveTo, stillWanted } from './transitions.ts';

/** Why what a person asked of their change was not done. */
export type ActRefusal =
  /** There is no such change, or it is not theirs. */
  | 'not-found'
  /** It has been sent, or has ended. */
  | 'too-late'
  /** It asks for more than was agreed to: look again. */
  | 'look-again';

type Act = Result<ChangeRow, ActRefusal>;

/**
 * Cancels a change that waits or is parked. If its PUT may have landed it ends as `outcome-unknown`
 * instead, since nobody follows it any more.
 */
export function cancel(row: ChangeRow, now: number): Act {
  const { parked } = stateWords[row.state];
  if (parked) return ok(leave(row, now));
  const waits = ['held', 'queued', 'waiting'].includes(row.state);
  return waits && row.next === 'read' ? ok(moveTo(row, 'cancelled', now)) : err('too-late');
}

/** Puts off what is to happen at its time, to a week from now at most. */
export function putOff(row: ChangeRow, now: number): Act {
  if (!isScheduled(row)) return err('too-late');
  const wanted = Math.max(row.startsAt ?? now, now) + extension * 1000;
  const startsAt = Math.min(wanted, now + Math.max(...keepForChoices) * 1000);
  const later = moveTo(row, 'held', now, { startsAt, wakeAt: startsAt, failure: undefined });
  // It counts as moved: other ends of the same entry look at what has moved since they began.
  return ok({ ...later, stateSince: now });
}

/** Ends a parked change: cancelled if nothing was sent, otherwise `outcome-unknown`. */
export function leave(row: ChangeRow, now: number): ChangeRow {
  return row.next === 'read' ? moveTo(row, 'cancelled', now) : inDoubt(row, row.failure, now);
}

/** The author agrees to everything that was asked, by its keys. `own`: where they come from now, dotted. */
export function confirm(row: ChangeRow, keys: readonly string[], now: number, own?: string): Act {
  if (row.state !== 'needs-confirmation') return err('too-late');
  if (!row.asked?.keys.every((key) => keys.includes(key))) return err('look-again');
  const confirmations = [...new Set([...row.confirmations, ...row.asked.keys])];
  return ok(
    moveTo(row, 'queued', now, {
      confirmations: confirmations.filter((key) => key !== stillWanted),
      wantedSince: now,
      // That its end locks its author out is what they asked for.
      comesFrom: row.expiryOf === undefined ? (own ?? row.comesFrom) : undefined,
      pauses: 0,
    }),
  );
}

/**
 * What a sign-in has proved: to which directory it was, and the claims (JSON text) that Azure had
 * demanded of it.
 */
export type Proof = { readonly tenantId: string; readonly claims: string | undefined };

/**
 * The author has signed in again. Whatever that was for, it may be all that was missing; that it did not
 * help is only said where it was for this. Soon enough, or when something is already on its way, it goes on by
 * itself; later it asks whether it is still wanted: Friday's café is not admitted on Monday.
 */
export function signedIn(row: ChangeRow, now: number, proof: Proof): Act {
  if (row.state !== 'needs-sign-in') return err('too-late');
  const met =
    row.claims !== undefined && answers(row.claims, row, proof) ? [claimsKey(row.claims)] : [];
  const resumed = { ...row, failure: undefined, claimsMet: [...row.claimsMet, ...met] };
  const late = now > row.stateSince + resumeWithinMs;
  return ok(
    late && row.next === 'read' && row.expiryOf === undefined
      ? ask(resumed, 'late-sign-in', [stillWanted], now)
      : // A batch lets it go again in its turn: one sign-in may set hundreds going.
        moveTo(resumed, row.batch && row.next === 'read' ? 'held' : 'queued', now, { pauses: 0 }),
  );
}

function answers(claims: string, { tenantId }: ChangeRow, proof: Proof): boolean {
  if (proof.claims === undefined || claimsKey(proof.claims) !== claimsKey(claims)) return false;
  return proof.tenantId.toLowerCase() === tenantId.toLowerCase();
}

/** True when a change that is parked, or held by its batch, has been left for so long that it ends. */
export function isLeft(row: ChangeRow, now: number): boolean {
  return isIdle(row.state) && !isScheduled(row) && now > row.stateSince + parkedLimitMs;
}
