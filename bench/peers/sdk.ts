import { ContainerServiceClient } from '@azure/arm-containerservice';
import {
  createDefaultHttpClient,
  createPipelineRequest,
  type HttpClient,
} from '@azure/core-rest-pipeline';
import type { House } from '../house.ts';

const azure = 'https://management.azure.com';

/**
 * The loop that a script has: for each subscription, list its clusters with Microsoft's client. Answers
 * how many there are.
 */
export async function listWithSdk(
  { control, emulator }: House,
  upn: string,
  subscriptions: readonly string[],
): Promise<number> {
  const token = await control.token({ person: upn });
  const credential = {
    getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
  const httpClient = onLoopback(emulator.url);
  let found = 0;
  for (const subscription of subscriptions) {
    const client = new ContainerServiceClient(credential, subscription, { httpClient });
    for await (const _cluster of client.managedClusters.list()) found += 1;
  }
  return found;
}

/** Sends a clone of each request to the emulator: the client refuses to send a token over http. */
function onLoopback(url: string): HttpClient {
  const http = createDefaultHttpClient();
  return {
    async sendRequest(request) {
      const clone = createPipelineRequest({
        url: request.url.replace(azure, url),
        method: request.method,
        headers: request.headers,
        allowInsecureConnection: true,
      });
      const response = await http.sendRequest(clone);
      const bodyAsText = response.bodyAsText?.replaceAll(url, azure) ?? null;
      return { ...response, request, bodyAsText };
    },
  };
}
