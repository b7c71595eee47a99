import { StoreAnswerLost, StoreTakesNothing } from '#lib/changes/store-troubles';
import { log } from '#lib/log';
import { answerLost, takesNothing } from '#lib/store/takes-nothing';

/**
 * What is being stored. Rejects with `StoreTakesNothing` where the database takes nothing now, and with
 * `StoreAnswerLost` where nobody knows.
 */
export async function storing<T>(stored: Promise<T>): Promise<T> {
  try {
    return await stored;
  } catch (error) {
    if (takesNothing(error)) {
      log.error({ err: error }, 'nothing could be recorded: the database takes nothing');
      throw new StoreTakesNothing('The store takes nothing', { cause: error });
    }
    if (!answerLost(error)) throw error;
    log.error({ err: error }, 'perhaps not recorded: the connection to the database broke');
    throw new StoreAnswerLost('The answer of the store was lost', { cause: error });
  }
}
