import { decideExpiry } from '#lib/changes/expiry';
import type { ChangeRow } from '#lib/changes/row';
import { momentOf } from '#lib/changes/shown/effects';
import type { Turn } from './turn.ts';

/** Lets those begin whose time has come, and ends those that have nothing to do; answers whether any begins. */
export async function stepScheduled(turn: Turn, scheduled: readonly ChangeRow[]): Promise<boolean> {
  let begins = false;
  for (const row of scheduled) {
    const next = await decided(turn, row);
    if (next === row) continue;
    const [saved] = (await turn.save(next)) ?? [];
    if (saved?.state === 'queued') begins = true;
  }
  return begins;
}

/**
 * Takes out of the queue again what has nothing to do any more, or not yet: it may have waited for its cluster, or
 * for its author, since its time came. Answers whether there was any.
 */
export async function stepBack(turn: Turn, due: readonly ChangeRow[]): Promise<boolean> {
  let steppedBack = false;
  for (const row of due) {
    if (row.expiryOf === undefined || row.next !== 'read' || row.contested) continue;
    const next = await decided(turn, row);
    if (next.state === 'queued') continue;
    await turn.save(next);
    steppedBack = true;
  }
  return steppedBack;
}

async function decided(turn: Turn, row: ChangeRow): Promise<ChangeRow> {
  const { store, clock, clusterKey } = turn;
  const added = row.expiryOf === undefined ? undefined : await store.find(row.expiryOf);
  const from = row.countsFrom ?? (added && momentOf(added));
  const since =
    from === undefined ? { rows: [], unread: 0 } : await store.movedSince(clusterKey, from);
  return decideExpiry(row, added, since, clock.now());
}
