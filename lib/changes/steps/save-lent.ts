import { decideExpiry, splitQueue } from '#lib/changes/expiry';
import type { Clock, Hold, LedgerStore, Saved } from '#lib/changes/ports';
import type { ChangeRow } from '#lib/changes/row';
import { stateWords } from '#lib/changes/shown/words';

/** Whether a change that lets in for a while is stored as ended. */
export function endsLending({ state, keepForSeconds }: ChangeRow): boolean {
  return keepForSeconds !== undefined && stateWords[state].ends;
}

/** As `save`, together with what is decided by how these have ended: one event tells of both. */
export async function saveLent(
  { store, clock }: { readonly store: LedgerStore; readonly clock: Clock },
  rows: readonly ChangeRow[],
  hold: Hold,
): Promise<Saved> {
  const { scheduled } = splitQueue((await store.queue(hold.clusterKey)).rows);
  const along = rows.filter(endsLending).flatMap((row) =>
    scheduled
      .filter((each) => each.expiryOf === row.id)
      // Nobody has asked yet who else wants it, so none begins here.
      .map((each) => decideExpiry(each, row, { rows: [], unread: 1 }, clock.now()))
      .map((next) => (next.state === 'held' ? { ...next, wakeAt: next.startsAt } : next))
      .filter((next) => !scheduled.includes(next)),
  );
  const both = await store.save([...rows, ...along], hold);
  if (both.saved) return { saved: both.saved.slice(0, rows.length) };
  // Its author may just have put off or cancelled one of those: that is no reason to store nothing.
  return along.length > 0 ? store.save(rows, hold) : both;
}
