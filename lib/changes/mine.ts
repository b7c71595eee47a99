import { entriesWanted, momentOf } from '#lib/changes/shown/effects';
import {
  type LostEntry,
  lostEntries,
  missingOf,
  partThatAdds,
} from '#lib/changes/shown/lost-entries';
import { isAnother } from '#lib/changes/steps/decide-read';
import type { Cluster } from '#lib/clusters/cluster';
import { clusterKey } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { hasEntry } from '#lib/ranges/entry';
import type { Intent } from '#lib/ranges/intent';
import { err, type Result } from '#lib/result';
import type { ActRefusal } from './acts.ts';
import { currentLedger } from './current.ts';
import { recordChange } from './ledger.ts';
import { type ChangeRow, ownOf } from './row.ts';
import { earlierAddresses, swapOffer } from './swap-offer.ts';

// What a person's earlier changes of a cluster mean for them now.

/** How many of a person's done changes of a cluster are held against its list. */
const heldAgainst = 20;

/**
 * The entries of this person that somebody else's write has lost. `readAtMs`: when the question for the
 * cluster was sent; what was done since is not judged by that answer.
 */
export async function lostEntriesOf(
  grantId: string,
  cluster: Cluster,
  readAtMs: number,
): Promise<readonly LostEntry[]> {
  // A private cluster does not use its list, and part of an unknown one could not be read.
  if (cluster.access === 'private' || cluster.access === 'unknown') return [];
  const done = (await doneOf(grantId, cluster)).filter(({ stateSince }) => stateSince <= readAtMs);
  const some = done.filter((row) => missingOf(row, cluster.entries).length > 0);
  const oldest = some.at(-1);
  if (!oldest) return [];
  const since = await currentLedger().store.movedSince(oldest.clusterKey, momentOf(oldest));
  // What cannot be read may be what took it out.
  if (since.unread > 0) return [];
  return lostEntries(some, since.rows, cluster);
}

/**
 * A new change that puts lost entries back where changes of this person had put them. `own`: where they
 * come from now, dotted.
 */
export async function addAgain(
  grantId: string,
  lost: readonly Pick<LostEntry, 'changeId' | 'entry'>[],
  idempotencyKey: string,
  own?: string,
): Promise<Result<string, Failure | ActRefusal>> {
  const ids = [...new Set(lost.map(({ changeId }) => changeId))];
  const found = await Promise.all(ids.map((id) => currentLedger().store.find(id)));
  const rows = found.flatMap((row) => (row?.grantId === grantId ? [row] : []));
  const [first] = rows;
  const isOne = rows.every(({ clusterKey }) => clusterKey === first?.clusterKey);
  if (!first || !isOne) return err('not-found');
  const parts = rows.flatMap((row) => {
    const entries = lost.filter(({ changeId }) => changeId === row.id).map(({ entry }) => entry);
    return partThatAdds(row.intents, entries).map((intent) => ({ row, intent }));
  });
  if (parts.length === 0) return err('not-found');
  const basedOn = { access: 'unknown', resourceUid: first.resourceUid } as const;
  const { author, clusterId, tenantId } = first;
  const byTime = Map.groupBy(parts, await keepsFor(grantId));
  const recorded: Result<string, Failure>[] = [];
  for (const [keepForSeconds, some] of byTime) {
    const change = await recordChange({
      grantId,
      author,
      clusterId,
      tenantId,
      intents: some.map(({ intent }) => intent),
      idempotencyKey:
        recorded.length === 0 ? idempotencyKey : `${idempotencyKey}, ${recorded.length}`,
      basedOn,
      ownAddress: own ?? ownOf(first),
      keepForSeconds,
      confirmations: [],
    });
    if (!change.ok) return change;
    recorded.push(change);
  }
  return recorded[0] ?? err('not-found');
}

type Part = { readonly row: ChangeRow; readonly intent: Intent };

/**
 * For how long what comes back stays: for what is left of its time, as that is by now; once that is over, for as
 * long as was asked for at first; to stay where it was kept.
 */
async function keepsFor(grantId: string): Promise<(part: Part) => number | undefined> {
  const { store, clock } = currentLedger();
  const mine = await store.unfinishedOf(grantId, { alone: true });
  const now = clock.now();
  return ({ row, intent }) => {
    const entries = entriesWanted(intent);
    const untils = mine.flatMap(({ expiryOf, startsAt, intents: [end] }) =>
      expiryOf === row.id && end?.do === 'remove' && hasEntry(entries, end.entry)
        ? (startsAt ?? [])
        : [],
    );
    if (untils.length === 0) return undefined;
    const leftMs = Math.max(...untils) - now;
    return leftMs > 0 ? Math.ceil(leftMs / 1000) : row.keepForSeconds;
  };
}

/**
 * The entry of this person that may go when `range`, their new address, comes. `cluster` says what stands
 * in the list, or is thought to.
 */
export async function swapFor(
  grantId: string,
  cluster: Listed,
  range: string,
): Promise<string | undefined> {
  const { store } = currentLedger();
  const mine = await doneOf(grantId, cluster);
  const earlier = earlierAddresses(mine, range).filter(({ entry }) =>
    hasEntry(cluster.entries, entry),
  );
  const oldest = earlier.at(-1)?.by;
  if (!oldest) return undefined;
  const others = await Promise.all([
    store.movedSince(oldest.clusterKey, momentOf(oldest)),
    ...earlier.map(({ entry }) => store.askedFor(oldest.clusterKey, entry)),
  ]);
  // What cannot be read may have asked for it, too.
  if (others.some(({ unread }) => unread > 0)) return undefined;
  const known = others.flatMap(({ rows }) => rows);
  return swapOffer(mine, known, cluster.entries, range);
}

type Listed = Pick<Cluster, 'id' | 'entries' | 'resourceUid'>;

async function doneOf(grantId: string, cluster: Listed): Promise<readonly ChangeRow[]> {
  const rows = await currentLedger().store.doneOf(clusterKey(cluster.id), grantId, heldAgainst);
  return rows.filter((row) => !isAnother(row, cluster));
}
