// Known by their names (`recorded.ts`), since pages and the worker, whose store it is, each have classes of
// their own (`lib/process.ts`).

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
