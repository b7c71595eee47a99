// Known by their names, since pages and the worker, whose store it is, each have classes of their own
// (`lib/process.ts`).

/**
 * The store takes nothing now: its disk is full, or it stands in for one that has failed. Nothing was stored.
 */
export class StoreTakesNothing extends Error {
  override readonly name = 'StoreTakesNothing';

  static is(error: unknown): boolean {
    return error instanceof Error && error.name === 'StoreTakesNothing';
  }
}

/** The connection to the store broke: what was to be stored may be there. */
export class StoreAnswerLost extends Error {
  override readonly name = 'StoreAnswerLost';

  static is(error: unknown): boolean {
    return error instanceof Error && error.name === 'StoreAnswerLost';
  }
}
