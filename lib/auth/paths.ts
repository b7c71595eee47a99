/** Starts a sign-in: `?return=` a path of this site. Link to it with a plain `<a>`, never prefetch it. */
export const signInPath = '/sign-in';

/** Where Entra sends people back to. */
export const callbackPath = '/auth/callback';

/** Explains why a sign-in ended without a session. */
export const refusedPath = '/sign-in/refused';

/** The request header in which `proxy.ts` tells pages their own path and query. */
export const pathHeader = 'x-drawbridge-path';

/** Where a sign-in leads back to a page: `/sign-in?return=%2Fclusters`. */
export function signInTo(returnTo: string): string {
  return `${signInPath}?return=${encodeURIComponent(returnTo)}`;
}
