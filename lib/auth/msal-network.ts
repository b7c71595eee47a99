import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';

/** Entra answers within a second or two; whoever waits longer is told instead. */
const limitMs = 15_000;

/**
 * How MSAL reaches Entra. Its own client waits for ever on a token request, and follows a redirect
 * with the client secret in the body.
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
  const response = await fetch(url, {
    method,
    headers: options.headers ?? {},
    body: method === 'POST' ? (options.body ?? '') : null,
    redirect: 'error',
    signal: AbortSignal.timeout(limitMs),
  });
  return {
    headers: Object.fromEntries(response.headers),
    body: await response.json(),
    status: response.status,
  };
}
