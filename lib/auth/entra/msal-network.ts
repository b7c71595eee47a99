import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  proxyPolicy,
} from '@azure/core-rest-pipeline';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { noteAnswer, noteNoAnswer } from './entra-log.ts';

/** Entra answers within a second or two; whoever waits longer is told instead. */
const limitMs = 15_000;

const client = createDefaultHttpClient();
const direct = createEmptyPipeline();
const throughProxy = createEmptyPipeline();
throughProxy.addPolicy(proxyPolicy());

/**
 * How MSAL reaches Entra: the way Azure is reached (`lib/azure/http/arm.ts`), so through the proxy of the
 * environment, where there is one. Its own client waits for ever on a token request, and follows a
 * redirect with the client secret in the body. What Entra refuses goes into the log here: MSAL keeps the
 * status to itself. `isAbroad`: of another directory than the one that people sign in to.
 */
export function msalNetwork(isAbroad: boolean): INetworkModule {
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, isAbroad, options),
    sendPostRequestAsync: (url, options) => send('POST', url, isAbroad, options),
  };
}

async function send<T>(
  method: 'GET' | 'POST',
  url: string,
  isAbroad: boolean,
  options: NetworkRequestOptions = {},
): Promise<NetworkResponse<T>> {
  const asked = { method, path: new URL(url).pathname, correlationId: options.correlationId };
  const { headers, status, text } = await exchange(method, url, options).catch((error: unknown) => {
    noteNoAnswer(asked, error);
    throw error;
  });
  noteAnswer({ ...asked, status, isAbroad }, text);
  return { headers, body: JSON.parse(text), status };
}

async function exchange(method: 'GET' | 'POST', url: string, options: NetworkRequestOptions) {
  // Only the emulator is asked so, which is on this machine: a proxy is no way to it.
  const isNearby = url.startsWith('http:');
  const request = createPipelineRequest({
    url,
    method,
    headers: createHttpHeaders(options.headers),
    timeout: limitMs,
    allowInsecureConnection: isNearby,
    ...(method === 'POST' ? { body: options.body ?? '' } : {}),
  });
  const pipeline = isNearby ? direct : throughProxy;
  const { headers, status, bodyAsText } = await pipeline.sendRequest(client, request);
  if (status >= 300 && status < 400) throw new Error(`Led elsewhere (${status})`);
  return { headers: headers.toJSON(), status, text: bodyAsText ?? '' };
}
