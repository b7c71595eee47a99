import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import { StoreOnlyReads } from './store-only-reads.ts';

/** What comes of storing something; a failure where the store only reads, and so nothing was stored. */
export async function recorded<T>(stored: Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await stored);
  } catch (error) {
    if (StoreOnlyReads.is(error)) return err({ code: 'not-recorded' });
    throw error;
  }
}
