import { movedPath, pathHeader } from '#lib/auth/paths';
import { settings } from '#lib/settings';

/**
 * Leads to the same page under the name that this server goes by: sign-in and cookies work nowhere
 * else. `proxy.ts` hands requests under other names over.
 */
export function GET(request: Request): Response {
  const asked = request.headers.get(pathHeader) ?? '/';
  const path = asked.startsWith(movedPath) ? '/' : asked;
  return new Response(null, { status: 307, headers: { location: settings().publicUrl + path } });
}
