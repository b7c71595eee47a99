import type { LoggedRequest } from '../control.ts';
import type { Answer, Request } from './exchange.ts';

/** Who sent a request, as far as its token, code or form says. */
export type Sender = {
  readonly operator?: string | undefined;
  readonly tenantId?: string | undefined;
};

/** The requests that reached the emulator, in order of arrival. */
export type RequestLog = ReturnType<typeof createRequestLog>;

const mostEntries = 20_000;
const longestBody = 500_000;
const mostBodies = 100_000_000;

/**
 * An empty log. Beyond 20,000 entries the oldest go; bodies are cut after 500,000 characters, and
 * beyond 100 million characters in all the oldest entries lose the bodies of their answers.
 */
export function createRequestLog() {
  let entries: LoggedRequest[] = [];
  const unknown: LoggedRequest[] = [];
  let number = 0;
  const withBodies: LoggedRequest[] = [];
  let characters = 0;

  return {
    /** Writes a request down before it is answered. */
    open(request: Request, sender: Sender, correlationId: string): LoggedRequest {
      number += 1;
      const entry: LoggedRequest = {
        number,
        at: new Date().toISOString(),
        surface: surfaceOf(request.path),
        method: request.method,
        path: request.path,
        query: request.rawQuery,
        headers: withoutSecrets(request.headers),
        body: request.body.slice(0, longestBody),
        status: 0,
        responseHeaders: {},
        responseBody: '',
        operator: sender.operator,
        tenantId: sender.tenantId,
        correlationId,
      };
      entries.push(entry);
      if (entries.length > mostEntries) entries = entries.slice(-mostEntries / 2);
      return entry;
    },

    /** Adds what was answered. */
    close(entry: LoggedRequest, answer: Answer): void {
      entry.status = answer.status;
      entry.responseHeaders = { ...answer.headers };
      entry.responseBody = bodyOf(answer);
      characters += entry.responseBody.length;
      withBodies.push(entry);
      while (characters > mostBodies) {
        const oldest = withBodies.shift();
        if (!oldest) break;
        characters -= oldest.responseBody.length;
        oldest.responseBody = '';
      }
    },

    /** Remembers a request that nobody here understands. */
    rememberUnknown(entry: LoggedRequest): void {
      unknown.push(entry);
    },

    /** What was logged, filtered by the query of `GET /_emulator/requests`. */
    find(filter: URLSearchParams): LoggedRequest[] {
      return entries.filter((entry) => fits(entry, filter));
    },

    /** Requests that were answered with 501. */
    unknown: (): LoggedRequest[] => [...unknown],
  };
}

/** What was kept of bodies that are sent again and again. */
const cutOnce = new WeakMap<Uint8Array, string>();

function bodyOf({ body, encoded }: Answer): string {
  if (body.length <= longestBody) return body;
  const known = encoded && cutOnce.get(encoded);
  if (known !== undefined) return known;
  const start = cut(body);
  if (encoded) cutOnce.set(encoded, start);
  return start;
}

/** A copy: a slice would keep all of the long text in memory. */
function cut(body: string): string {
  return Buffer.from(body.slice(0, longestBody)).toString();
}

function fits(entry: LoggedRequest, filter: URLSearchParams): boolean {
  const has = (name: string, test: (wanted: string) => boolean) => {
    const wanted = filter.get(name);
    return wanted === null || test(wanted.toLowerCase());
  };
  return (
    has('subscription', (wanted) => `${entry.path}${entry.body}`.toLowerCase().includes(wanted)) &&
    has('operator', (wanted) => entry.operator?.toLowerCase() === wanted) &&
    has('path', (wanted) => entry.path.toLowerCase().includes(wanted)) &&
    has('method', (wanted) => entry.method.toLowerCase() === wanted) &&
    has('surface', (wanted) => entry.surface === wanted) &&
    has('after', (wanted) => entry.number > Number(wanted))
  );
}

function surfaceOf(path: string): LoggedRequest['surface'] {
  if (/^\/providers\/Microsoft\.ResourceGraph\//i.test(path)) return 'resource-graph';
  if (/^\/(subscriptions|tenants|providers)(\/|$)/i.test(path)) return 'arm';
  if (/^\/[^/]+\/(oauth2|v2\.0|discovery)\//i.test(path)) return 'entra';
  return 'other';
}

function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
  const { authorization: _bearer, cookie: _cookie, ...others } = headers;
  return others;
}
