import { randomUUID } from 'node:crypto';
import { expiriesOf } from '#lib/changes/expiry';
import type { ChangeRequest } from '#lib/changes/ledger';
import { askedSchema, type ChangeRow, newRow, ownOf } from '#lib/changes/row';
import type { BatchRow } from './row.ts';

/** Who starts a batch. */
export type BatchAuthor = Pick<
  ChangeRequest,
  'grantId' | 'author' | 'addressSource' | 'ownAddress'
>;

/** One cluster of a batch: what a single change would be recorded with. */
export type BatchItem = Pick<
  ChangeRequest,
  'clusterId' | 'tenantId' | 'intents' | 'basedOn' | 'confirmations'
>;

/** The change of one cluster of a batch, as it begins: held; behind what takes out again what it lets in for a while. */
export function heldChanges(
  author: BatchAuthor,
  { id, draft }: BatchRow,
  { confirmations, ...item }: BatchItem,
  place: number,
  now: number,
): readonly ChangeRow[] {
  const idempotencyKey = `batch ${id} ${place}`;
  const { reason, sameAddresses } = draft;
  // Only what is added ends.
  const adds = item.intents.some((intent) => intent.do === 'add');
  const keepForSeconds = adds ? draft.keepForSeconds : undefined;
  const wanted = { ...author, ...item, reason, sameAddresses, keepForSeconds, idempotencyKey };
  return withEnds({
    ...newRow(randomUUID(), askedSchema.parse(wanted), confirmations, now),
    state: 'held',
    batch: { id, place },
  });
}

/** What follows from a row stands before it in the order of arrival. */
function withEnds(row: ChangeRow): readonly ChangeRow[] {
  return [...expiriesOf(row, randomUUID), row];
}

/**
 * A new one in the place of a change that ended badly, for as long as that was to be. What its author has agreed
 * to, they agree to still; and to the cluster that was made anew, if it was.
 */
export function heldAgain(
  row: ChangeRow,
  now: number,
  own: string | undefined,
): readonly ChangeRow[] {
  const { access } = row.basedOn;
  const asked = askedSchema.parse({
    ...row,
    basedOn: row.failure?.code === 'recreated' ? { access } : row.basedOn,
    ownAddress: own ?? ownOf(row),
    idempotencyKey: `batch again ${row.id}`,
  });
  return withEnds({
    ...newRow(randomUUID(), asked, row.confirmations, now),
    state: 'held',
    batch: row.batch,
  });
}
