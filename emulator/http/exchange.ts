import { type JsonValue, printJson } from '../json.ts';

/** A request after its body was read. Header names are in lower case. */
export type Request = {
  readonly method: string;
  /** `http://localhost:4280`: where the sender thinks it is; links in answers start with it. */
  readonly origin: string;
  /** Decoded only by those who take it apart. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What goes back. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as it is sent, where it was encoded before: megabytes take longer than to find them. */
  readonly encoded?: Uint8Array;
};

/** A JSON answer. */
export function json(
  status: number,
  value: JsonValue,
  headers: Record<string, string> = {},
): Answer {
  const contentType = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers: { ...contentType, ...headers }, body: printJson(value) };
}

/** 200 with a JSON text; `encoded` is the same text in UTF-8, where that is there already. */
export function jsonText(body: string, encoded?: Uint8Array): Answer {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { status: 200, headers, body, ...(encoded ? { encoded } : {}) };
}

/** An answer without a body. */
export function empty(status: number, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: '' };
}

/** Plain text. */
export function text(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

/** A page. */
export function html(status: number, body: string): Answer {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return { status, headers, body };
}

/** Sends the browser on. */
export function redirect(location: string): Answer {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' };
}
