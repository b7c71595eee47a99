import { err, ok, type Result } from '#lib/result';

/** Why a request that would change something was not believed to come from our own page. */
type GuardRefusal = {
  readonly code: 'foreign-origin' | 'no-origin';
  readonly origin?: string;
};

/**
 * Whether a request that changes state comes from a page of ours. `Origin` must be the public URL's;
 * a request without one passes only when the browser itself says `Sec-Fetch-Site: same-origin`. With
 * neither header it is refused: Next's own check lets a missing `Origin` through, and routes have none.
 */
export function guardRequest(headers: Headers, publicUrl: string): Result<void, GuardRefusal> {
  const origin = headers.get('origin');
  if (origin !== null) {
    return origin === new URL(publicUrl).origin
      ? ok(undefined)
      : err({ code: 'foreign-origin', origin });
  }
  return headers.get('sec-fetch-site') === 'same-origin'
    ? ok(undefined)
    : err({ code: 'no-origin' });
}
