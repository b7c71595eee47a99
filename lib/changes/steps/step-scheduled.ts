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

async function decided(turn: Turn, row: ChangeRow): Promise<ChangeRow> {
  const { store, clock, clusterKey } = turn;
  const added =
    row.expiryOf === undefined ? undefined : await store.recordedAs(row.grantId, row.expiryOf);
  const from = row.countsFrom ?? (added && momentOf(added));
  const since =
    from === undefined ? { rows: [], unread: 0 } : await store.movedSince(clusterKey, from);
  return decideExpiry(row, added, since, clock.now());
}
