import { z } from 'zod';
import type { BatchRow } from './batch-row.ts';
import { currentLedger } from './current.ts';

/** A batch of this grant; there is none for others. */
export async function findBatch(grantId: string, id: string): Promise<BatchRow | undefined> {
  if (!z.uuid().safeParse(id).success) return undefined;
  const batch = await currentLedger().store.findBatch(id);
  return batch?.grantId === grantId ? batch : undefined;
}
