import { endedUndone } from '#lib/changes/shown/words';
import type { Failure } from '#lib/failure';
import type { Finding } from '#lib/ranges/finding';
import { type Intent, invertIntents } from '#lib/ranges/intent';
import { err, type Result } from '#lib/result';
import type { ActRefusal } from './acts.ts';
import { currentLedger } from './current.ts';
import { recordChange } from './ledger.ts';
import { askedSchema, type ChangeRow, ownOf } from './row.ts';
import { momentOf } from './shown/effects.ts';
import { takenFromOthers } from './taken-from-others.ts';
import { undoKeyStart } from './undo-key.ts';

// New changes that come from old ones.

/**
 * A new change with the intents of one that ended without doing it; one at a time. `own`: where its author
 * comes from now, dotted.
 */
export function applyAgain(
  grantId: string,
  id: string,
  own?: string,
): Promise<Result<string, Failure | ActRefusal>> {
  const again: Intents = (row) => (endedUndone.includes(row.state) ? row.intents : []);
  return recordFrom({ grantId, own }, id, 'again', again);
}

/** A new change that takes back what this one did, and nothing that others have done; one at a time. */
export function undoChange(
  grantId: string,
  id: string,
  own?: string,
): Promise<Result<string, Failure | ActRefusal>> {
  const inverse: Intents = ({ state, before, after }) =>
    state === 'done' && before && after ? invertIntents(before, after) : [];
  return recordFrom({ grantId, own }, id, 'undo', inverse);
}

type Intents = (row: ChangeRow) => readonly Intent[];

async function recordFrom(
  { grantId, own }: { readonly grantId: string; readonly own: string | undefined },
  id: string,
  why: 'again' | 'undo',
  intentsOf: Intents,
): Promise<Result<string, Failure | ActRefusal>> {
  const row = await currentLedger().store.find(id);
  if (row?.grantId !== grantId) return err('not-found');
  const intents = [...intentsOf(row)];
  if (intents.length === 0) return err('too-late');
  const isUndo = why === 'undo';
  return recordChange(
    {
      ...askedSchema.parse(row),
      intents,
      ownAddress: own ?? ownOf(row),
      reason: isUndo ? undefined : row.reason,
      sameAddresses: isUndo ? undefined : row.sameAddresses,
      keepForSeconds: isUndo ? undefined : row.keepForSeconds,
      expiryOf: undefined,
      // What a change did is taken back where it did it, and not in another cluster of the same name.
      basedOn: { access: 'unknown', resourceUid: isUndo ? row.resourceUid : undefined },
      idempotencyKey: isUndo ? `${undoKeyStart}${id}` : `${why} ${id}`,
      confirmations: [],
    },
    isUndo ? { finding: await takenSince(row, intents) } : { closes: await wasClosed(row) },
  );
}

/**
 * Whether the end of what is let in again leaves its cluster to itself alone, as that of the first would have. What
 * is asked for again is based on no access, and may be asked for again once more.
 */
async function wasClosed({
  clusterKey,
  id,
  createdAt,
  basedOn,
  keepForSeconds,
}: ChangeRow): Promise<boolean> {
  if (basedOn.access !== 'unknown') return basedOn.access === 'cluster-only';
  if (keepForSeconds === undefined) return false;
  const { rows } = await currentLedger().store.movedSince(clusterKey, createdAt);
  return rows.some(({ expiryOf, intents }) => expiryOf === id && intents.length > 1);
}

/** What an undo takes from others, who asked for it since and found it there. */
async function takenSince(
  row: ChangeRow,
  intents: readonly Intent[],
): Promise<Finding | undefined> {
  const since = await currentLedger().store.movedSince(row.clusterKey, momentOf(row));
  const others = since.rows
    .filter(({ grantId }) => grantId !== row.grantId)
    .map(({ state, intents, author: { name } }) => ({ state, intents, name }));
  const entries = intents.flatMap((intent) => (intent.do === 'remove' ? intent.entry : []));
  return takenFromOthers(entries, others, since.unread > 0);
}
