import { createControlClient } from '../control-client.ts';
import { type JsonValue, parseJson, printJson } from '../json.ts';

/** An answer, read exactly. */
type Received = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonValue;
};

/** Asks ARM as one person, with plain requests; for tests and the bench. */
export function armClient(url: string, person: string, options: { readonly acrs?: string[] } = {}) {
  const control = createControlClient(url);
  const token = control.token({ person, ...options });

  return async (
    method: string,
    path: string,
    sent?: { readonly body?: JsonValue; readonly headers?: Record<string, string> },
  ): Promise<Received> => {
    const response = await fetch(path.startsWith('http') ? path : `${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token}`,
        ...(sent?.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...sent?.headers,
      },
      ...(sent?.body === undefined ? {} : { body: printJson(sent.body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : (parseJson(text) ?? text),
    };
  };
}
