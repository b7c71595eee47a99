/** What the headers of a response depend on, besides the nonce. */
type HeaderPolicy = {
  /** Origin under which browsers see us; https turns HSTS on. */
  readonly publicUrl: string;
  /** Domain of the cloud's public API servers: the browser probes them. */
  readonly apiServerDomain: string;
  /** The address echo that the browser asks, where one is configured. */
  readonly echoOrigin?: string | undefined;
  /** `next dev` evaluates code and injects styles. */
  readonly development: boolean;
};

/**
 * The content security policy of a page. In-app navigation keeps the first page's policy, so it admits
 * the clusters' domain as a whole. Style attributes are inline because React and Radix set positions.
 */
export function contentSecurityPolicy(nonce: string, policy: HeaderPolicy): string {
  const echo = policy.echoOrigin === undefined ? [] : [policy.echoOrigin];
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'self'"],
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(policy.development ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", policy.development ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", `https://*.${policy.apiServerDomain}`, ...echo],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}

/**
 * The headers of every response, pages and answers alike. What is built once and the same for all lies
 * under `/_next/static` and does not get them.
 */
export function securityHeaders(policy: HeaderPolicy): Record<string, string> {
  return {
    // Nearly everything is about one person; a 404 may be kept by caches that nothing forbids it.
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // `no-referrer` would make Chromium send `Origin: null` from plain forms, which the guard refuses.
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(policy.publicUrl.startsWith('https:')
      ? // For this host alone: what stands below it may be others', who still speak plain HTTP.
        { 'strict-transport-security': 'max-age=63072000' }
      : {}),
  };
}
