import { observedAddress } from '#lib/auth/client-address';
import { notObservedWords } from '#lib/auth/not-observed-words';
import { settings } from '#lib/settings';

/** The caller's address as text, for the terminal whose way out differs from the browser's. */
export function GET(request: Request): Response {
  const observed = observedAddress(request.headers, settings().clientIp);
  const headers = { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' };
  return observed.ok
    ? new Response(`${observed.value}\n`, { headers })
    : new Response(`${notObservedWords(observed.error)}\n`, { status: 404, headers });
}
