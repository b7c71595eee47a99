import { StoreOnlyReads } from '#lib/changes/store-only-reads';
import { log } from '#lib/log';
import { onlyReads } from '#lib/store/only-reads';

/** What is being stored. Rejects with `StoreOnlyReads` where the database only reads. */
export async function storing<T>(stored: Promise<T>): Promise<T> {
  try {
    return await stored;
  } catch (error) {
    if (!onlyReads(error)) throw error;
    log.error({ err: error }, 'nothing could be recorded: the database only reads');
    throw new StoreOnlyReads('The store only reads', { cause: error });
  }
}
