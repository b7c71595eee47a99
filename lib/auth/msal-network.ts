import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { noteAnswer, noteNoAnswer } from './entra-log.ts';

/** Entra answers within a second or two; whoever waits longer is told instead. */
const limitMs = 15_000;

/**
 * How MSAL reaches Entra. Its own client waits for ever on a token request, and follows a redirect
 * with the client secret in the body. What Entra refuses goes into the log here: MSAL keeps the status
 * to itself.
 */
export const msalNetwork: INetworkModule = {
  sendGetRequestAsync: (url, options) => send('GET', url, options),
  sendPostRequestAsync: (url, options) => send('POST', url, options),
};

async function send<T>(
  method: 'GET' | 'POST',
  url: string,
  options: NetworkRequestOptions = {},
): Promise<NetworkResponse<T>> {
  const asked = { method, path: new URL(url).pathname, correlationId: options.correlationId };
  const { headers, status, text } = await exchange(method, url, options).catch((error: unknown) => {
    noteNoAnswer(asked, error);
    throw error;
  });
  noteAnswer({ ...asked, status }, text);
  return { headers, body: JSON.parse(text), status };
}

async function exchange(method: 'GET' | 'POST', url: string, options: NetworkRequestOptions) {
  const response = await fetch(url, {
    method,
    headers: options.headers ?? {},
    body: method === 'POST' ? (options.body ?? '') : null,
    redirect: 'error',
    signal: AbortSignal.timeout(limitMs),
  });
  const headers = Object.fromEntries(response.headers);
  return { headers, status: response.status, text: await response.text() };
}
