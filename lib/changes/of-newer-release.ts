/** What was asked for has been recorded already, in a way that only a newer release can read. Known by its name. */
export class OfNewerRelease extends Error {
  override readonly name = 'OfNewerRelease';

  static is(error: unknown): boolean {
    return error instanceof Error && error.name === 'OfNewerRelease';
  }
}
