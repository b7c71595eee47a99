import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';

/**
 * The store takes nothing now: its disk is full, or it stands in for one that has failed. Nothing was stored.
 */
export class StoreTakesNothing extends Error {
  override readonly name = 'StoreTakesNothing';
}

/** The connection to the store broke: what was to be stored may be there. */
export class StoreAnswerLost extends Error {
  override readonly name = 'StoreAnswerLost';
}

/** What was asked for has been recorded already, in a way that only a newer release can read. */
export class OfNewerRelease extends Error {
  override readonly name = 'OfNewerRelease';
}

// By name, since pages and the worker, whose store it is, each have classes of their own (`lib/process.ts`).
const codes: ReadonlyMap<string, 'not-recorded' | 'perhaps-recorded' | 'newer-release'> = new Map([
  ['StoreTakesNothing', 'not-recorded'],
  ['StoreAnswerLost', 'perhaps-recorded'],
  ['OfNewerRelease', 'newer-release'],
] as const);

/** What comes of storing something; a failure where the store has one of these troubles. */
export async function recorded<T>(stored: Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await stored);
  } catch (error) {
    const code = error instanceof Error ? codes.get(error.name) : undefined;
    if (code === undefined) throw error;
    return err({ code });
  }
}
