/**
 * The store takes nothing now: its disk is full, or it stands in for one that has failed. Nothing was stored. Known
 * by its name, since pages and the worker, whose store it is, each have a class of their own
 * (`lib/process.ts`).
 */
export class StoreTakesNothing extends Error {
  override readonly name = 'StoreTakesNothing';

  static is(error: unknown): boolean {
    return error instanceof Error && error.name === 'StoreTakesNothing';
  }
}
