import { StoreTakesNothing } from '#lib/changes/store-takes-nothing';
import { log } from '#lib/log';
import { takesNothing } from '#lib/store/takes-nothing';

/** What is being stored. Rejects with `StoreTakesNothing` where the database takes nothing now. */
export async function storing<T>(stored: Promise<T>): Promise<T> {
  try {
    return await stored;
  } catch (error) {
    if (!takesNothing(error)) throw error;
    log.error({ err: error }, 'nothing could be recorded: the database takes nothing');
    throw new StoreTakesNothing('The store takes nothing', { cause: error });
  }
}
