import { currentLedger } from '#lib/changes/current';
import type { BatchRow } from './row.ts';

/** A batch of this grant; there is none for others. */
export async function findBatch(grantId: string, id: string): Promise<BatchRow | undefined> {
  const batch = await currentLedger().store.findBatch(id);
  return batch?.grantId === grantId ? batch : undefined;
}

/** Whether a batch of this grant was stored by a newer release, so that `findBatch` finds none. */
export async function isOfNewerRelease(grantId: string, id: string): Promise<boolean> {
  if (await findBatch(grantId, id)) return false;
  return (await currentLedger().store.ownerOfBatch(id)) === grantId;
}
