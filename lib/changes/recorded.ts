import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';

/** The classes of `store-troubles.ts`, by name. */
const codes: ReadonlyMap<string, 'not-recorded' | 'perhaps-recorded' | 'newer-release'> = new Map([
  ['StoreTakesNothing', 'not-recorded'],
  ['StoreAnswerLost', 'perhaps-recorded'],
  ['OfNewerRelease', 'newer-release'],
] as const);

/**
 * What comes of storing something; a failure where the store takes nothing, or its answer was lost, or has it
 * from a newer release.
 */
export async function recorded<T>(stored: Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await stored);
  } catch (error) {
    const code = error instanceof Error ? codes.get(error.name) : undefined;
    if (code === undefined) throw error;
    return err({ code });
  }
}
