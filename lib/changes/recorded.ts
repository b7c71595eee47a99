import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import { OfNewerRelease } from './of-newer-release.ts';
import { StoreAnswerLost, StoreTakesNothing } from './store-troubles.ts';

/**
 * What comes of storing something; a failure where the store takes nothing, or its answer was lost, or has it
 * from a newer release.
 */
export async function recorded<T>(stored: Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await stored);
  } catch (error) {
    if (StoreTakesNothing.is(error)) return err({ code: 'not-recorded' });
    if (StoreAnswerLost.is(error)) return err({ code: 'perhaps-recorded' });
    if (OfNewerRelease.is(error)) return err({ code: 'newer-release' });
    throw error;
  }
}
