import { randomUUID } from 'node:crypto';
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

/** The change of one cluster of a batch, as it begins: held. */
export function heldChange(
  author: BatchAuthor,
  { id, draft }: BatchRow,
  { confirmations, ...item }: BatchItem,
  place: number,
  now: number,
): ChangeRow {
  const idempotencyKey = `batch ${id} ${place}`;
  const { reason, sameAddresses } = draft;
  const asked = askedSchema.parse({ ...author, ...item, reason, sameAddresses, idempotencyKey });
  return {
    ...newRow(randomUUID(), asked, confirmations, now),
    state: 'held',
    batch: { id, place },
  };
}

/**
 * A new one in the place of a change that ended badly. What its author has agreed to, they agree to still; and
 * to the cluster that was made anew, if it was.
 */
export function heldAgain(row: ChangeRow, now: number, own: string | undefined): ChangeRow {
  const { access } = row.basedOn;
  const asked = askedSchema.parse({
    ...row,
    basedOn: row.failure?.code === 'recreated' ? { access } : row.basedOn,
    ownAddress: own ?? ownOf(row),
    idempotencyKey: `batch again ${row.id}`,
  });
  return {
    ...newRow(randomUUID(), asked, row.confirmations, now),
    state: 'held',
    batch: row.batch,
  };
}
