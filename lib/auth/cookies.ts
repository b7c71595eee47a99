import type { Settings } from '#lib/settings';

/** `session` holds who is signed in; `sign-in` ties a sign-in under way to the browser it started in. */
export type CookieKind = 'session' | 'sign-in';

const bases: Readonly<Record<CookieKind, string>> = {
  session: 'sid',
  'sign-in': 'signin',
};

/** Has browsers insist on Secure and Path=/, and on a cookie of this very host. */
const hostPrefix = '__Host-';

/**
 * The name of a cookie. On loopback the port is part of it, because browsers share cookies among all
 * ports of a host: two consoles on one machine would sign each other out. Over http, so on loopback
 * alone, it has no prefix: Safari takes no Secure cookie there (bugs.webkit.org/show_bug.cgi?id=281149).
 */
export function cookieName(kind: CookieKind, { publicUrl, onLoopback }: Settings): string {
  const { protocol, port } = new URL(publicUrl);
  const name = onLoopback && port ? `${bases[kind]}-${port}` : bases[kind];
  return protocol === 'https:' ? hostPrefix + name : name;
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
 * A `Set-Cookie` header, Secure where the name asks for it. `Lax`, because the way back from Entra is a
 * navigation from another site. Without `maxAgeSeconds` it lasts as long as the browser's session; zero
 * removes it.
 */
export function setCookie(name: string, value: string, maxAgeSeconds?: number): string {
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  const secure = name.startsWith(hostPrefix) ? '; Secure' : '';
  return `${name}=${value}; Path=/${secure}; HttpOnly; SameSite=Lax${age}`;
}
