import { decideExpiry } from '#lib/changes/expiry';
import type { ChangeRow } from '#lib/changes/row';
import { momentOf } from '#lib/changes/shown/effects';
import type { Turn } from './turn.ts';

/** Lets those begin whose time has come, and ends those that have nothing to do; answers whether any begins. */
export async function stepScheduled(turn: Turn, scheduled: readonly ChangeRow[]): Promise<boolean> {
  let begins = false;
  const decide = await decider(turn, scheduled);
  for (const row of scheduled) {
    const next = decide(row);
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
  const ends = due.filter(
    ({ expiryOf, next, contested }) => expiryOf !== undefined && next === 'read' && !contested,
  );
  const decide = await decider(turn, ends);
  for (const row of ends) {
    const next = decide(row);
    if (next.state === 'queued') continue;
    await turn.save(next);
    steppedBack = true;
  }
  return steppedBack;
}

/** Asks the store once for all of them: each may hold as many lists as there are people let in. */
export async function decider({ store, clock, clusterKey }: Turn, ends: readonly ChangeRow[]) {
  const ids = ends.flatMap(({ expiryOf }) => expiryOf ?? []);
  const found = ids.length === 0 ? [] : (await store.findAll(ids)).rows;
  const lent = new Map(found.map((row) => [row.id, row]));
  const addedBy = ({ expiryOf = '' }: ChangeRow) => lent.get(expiryOf);
  const froms = ends.flatMap((row) => {
    const added = addedBy(row);
    return row.countsFrom ?? (added ? momentOf(added) : []);
  });
  const since =
    froms.length === 0
      ? { rows: [], unread: 0 }
      : await store.movedSince(clusterKey, Math.min(...froms));
  return (row: ChangeRow) => decideExpiry(row, addedBy(row), since, clock.now());
}
