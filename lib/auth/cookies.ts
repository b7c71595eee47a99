import type { Settings } from '#lib/settings';

/** `session` holds who is signed in; `sign-in` ties a sign-in under way to the browser it started in. */
export type CookieKind = 'session' | 'sign-in';

const bases: Readonly<Record<CookieKind, string>> = {
  session: '__Host-sid',
  'sign-in': '__Host-signin',
};

/**
 * The name of a cookie. On loopback the port is part of it, because browsers share cookies among all
 * ports of a host: two consoles on one machine would sign each other out.
 */
export function cookieName(kind: CookieKind, { publicUrl, onLoopback }: Settings): string {
  const { port } = new URL(publicUrl);
  return onLoopback && port ? `${bases[kind]}-${port}` : bases[kind];
}

/** The value of a cookie in a `Cookie` header. */
export function readCookie(header: string | null, name: string): string | undefined {
  const pair = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) || undefined;
}

/**
 * A `Set-Cookie` header. The prefix `__Host-` asks for Secure and Path=/, which browsers grant on
 * http://localhost too. `Lax`, because the way back from Entra is a navigation from another site.
 * Without `maxAgeSeconds` it lasts as long as the browser's session; zero removes it.
 */
export function setCookie(name: string, value: string, maxAgeSeconds?: number): string {
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${age}`;
}
