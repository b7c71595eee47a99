import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import { StoreTakesNothing } from './store-takes-nothing.ts';

/** What comes of storing something; a failure where it takes nothing, and so nothing was stored. */
export async function recorded<T>(stored: Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await stored);
  } catch (error) {
    if (StoreTakesNothing.is(error)) return err({ code: 'not-recorded' });
    throw error;
  }
}
