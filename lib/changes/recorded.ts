import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import { OfNewerRelease } from './of-newer-release.ts';
import { StoreTakesNothing } from './store-takes-nothing.ts';

/** What comes of storing something; a failure where the store takes nothing, or has it from a newer release. */
export async function recorded<T>(stored: Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await stored);
  } catch (error) {
    if (StoreTakesNothing.is(error)) return err({ code: 'not-recorded' });
    if (OfNewerRelease.is(error)) return err({ code: 'newer-release' });
    throw error;
  }
}
