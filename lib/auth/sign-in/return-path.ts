/** Where people land when nothing better is known. */
export const homePath = '/clusters';

const base = 'http://local.invalid';

/**
 * A path of this site to go back to, or the home page for anything else: another site (`//host`,
 * `/\host`, `https:`), something that is not a path, or a way around in circles through sign-in.
 */
export function returnPath(text: string | null | undefined): string {
  if (!text?.startsWith('/') || text.length > 2_000 || !URL.canParse(text, base)) return homePath;
  const { origin, pathname, search, hash } = new URL(text, base);
  // The URL parser reads a backslash as a slash and drops tabs and newlines, as browsers do.
  if (origin !== base || pathname.startsWith('//')) return homePath;
  if (/^\/(sign-in|sign-out|auth)(\/|$)/.test(pathname)) return homePath;
  return pathname + search + hash;
}
