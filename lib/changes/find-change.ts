import { z } from 'zod';
import { currentLedger } from './current.ts';
import type { ChangeRow } from './row.ts';

/** The change of this id, whoever's it is; undefined also for text that is no id. */
export async function findChange(id: string): Promise<ChangeRow | undefined> {
  return z.uuid().safeParse(id).success ? currentLedger().store.find(id) : undefined;
}
