import { type NextRequest, NextResponse } from 'next/server';
import { guardRequest } from '#lib/auth/guard';
import { pathHeader } from '#lib/auth/paths';
import { log } from '#lib/log';
import { contentSecurityPolicy, securityHeaders } from '#lib/response-headers';
import { settings } from '#lib/settings';
import { storeAnswers } from '#lib/store/answers';

/** Asked by machines that know this server by another name than browsers do. */
const probes = new Set(['/healthz', '/readyz']);

/** As `bodySizeLimit` of next.config.js: what is longer, Next refuses without a word. */
const mostBytes = 3 * 1024 * 1024;

/**
 * Every request passes here: one host name, one origin for everything that changes state, a nonce and
 * the security headers. It never authorises; pages, actions and routes do that themselves.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { publicUrl, cloud, publicIpEchoUrl } = settings();
  const policy = {
    publicUrl,
    apiServerDomain: cloud.apiServerDomain,
    echoOrigin: publicIpEchoUrl === undefined ? undefined : new URL(publicIpEchoUrl).origin,
    development: process.env.NODE_ENV === 'development',
  };
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const csp = contentSecurityPolicy(nonce, policy);
  const response = await answer(request, publicUrl, nonce, csp);
  for (const [name, value] of Object.entries(securityHeaders(policy))) {
    response.headers.set(name, value);
  }
  response.headers.set('content-security-policy', csp);
  return response;
}

async function answer(
  request: NextRequest,
  publicUrl: string,
  nonce: string,
  csp: string,
): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (probes.has(pathname)) return NextResponse.next();

  const reads = request.method === 'GET' || request.method === 'HEAD';
  const { host, protocol } = new URL(publicUrl);
  if (reads && request.headers.get('host') !== host && !isForwarded(request, host)) {
    // Where a proxy in front keeps no host name, people are led round in circles, and see nothing of this.
    log.info({ asked: hostsOf(request) }, 'another host name, sent to PUBLIC_URL');
    return redirectTo(new URL(publicUrl + pathname + search), request);
  }
  if (!reads && !guardRequest(request.headers, publicUrl).ok) {
    return words(
      403,
      'This request did not come from a page of this console, so it was not carried out.',
    );
  }

  // Next fails on a path such as `/batches/%` before any page could say that there is nothing. A rewrite would
  // not do: on loopback Next takes its own address for another server's, and asks itself over the network.
  if (!isDecodable(pathname)) {
    return NextResponse.redirect(new URL('/nothing-here', publicUrl), 303);
  }

  if (await isTooLong(request)) {
    return words(413, 'This is more than Drawbridge reads at once. Go back, and do it in parts.');
  }

  if (isPlainForm(request) && !(await storeAnswers(patienceMs))) {
    log.warn('a form was not taken: the store does not answer');
    return words(
      503,
      'Drawbridge is not ready: its database does not answer. Nothing was changed. Wait a minute, then load this page again: your browser sends once more what you typed.',
    );
  }

  const headers = new Headers(request.headers);
  // Next compares a form's Origin with this header; what a client or proxy sent must not decide it.
  headers.set('x-forwarded-host', host);
  headers.set('x-forwarded-proto', protocol.replace(':', ''));
  headers.set('x-nonce', nonce);
  headers.set(pathHeader, pathname + search);
  headers.set('content-security-policy', csp);
  return NextResponse.next({ request: { headers } });
}

/** As long as a connection to the database is waited for: one that has much to do is not away. */
const patienceMs = 10_000;

/** A form for an action, sent without script: of an action that throws, Next would say nothing there. */
function isPlainForm({ headers }: NextRequest): boolean {
  const isForm = headers.get('content-type')?.startsWith('multipart/form-data') ?? false;
  return isForm && !headers.has('next-action');
}

/** What comes in chunks does not say how long it is. This counts in a copy; the form is still there to be read. */
async function isTooLong({ headers, body }: NextRequest): Promise<boolean> {
  const said = headers.get('content-length');
  if (said !== null || body === null) return Number(said) > mostBytes;
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > mostBytes) return true;
  }
  return false;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function words(status: number, text: string): NextResponse {
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  return new NextResponse(`${text}\n`, { status, headers });
}

/**
 * Next shortens a redirect to a path where it takes the target for this very server, and it reads
 * 127.0.0.1 as localhost: that would lead round in circles. Browsers go by `Refresh` as well.
 */
function redirectTo(target: URL, { nextUrl }: NextRequest): NextResponse {
  if (target.host !== nextUrl.host) return NextResponse.redirect(target, 307);
  return new NextResponse(`This console is at ${target.origin}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', refresh: `0; url=${target.href}` },
  });
}

/** A proxy in front may rewrite Host and say what the browser asked for; of several the first knows. */
function isForwarded({ headers }: NextRequest, host: string): boolean {
  return headers.get('x-forwarded-host')?.split(',')[0]?.trim() === host;
}

function hostsOf({ headers }: NextRequest) {
  const shown = (name: string) => headers.get(name)?.slice(0, 300);
  return { host: shown('host'), forwardedHost: shown('x-forwarded-host') };
}

export const config = { matcher: '/((?!_next/static/).*)' };
