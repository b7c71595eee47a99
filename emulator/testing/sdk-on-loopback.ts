import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
} from '@azure/core-rest-pipeline';

const azure = 'https://management.azure.com';

/**
 * Sends a clone of each request to the emulator. The client refuses tokens over http, and takes its
 * next address from the request, so the request itself has to stay as it is.
 */
export function sdkOnLoopback(url: string): HttpClient {
  const http = createDefaultHttpClient();
  return {
    async sendRequest(request) {
      const clone = createPipelineRequest({
        url: request.url.replace(azure, url),
        method: request.method,
        headers: request.headers,
        allowInsecureConnection: true,
        ...(request.body === undefined ? {} : { body: request.body }),
      });
      const response = await http.sendRequest(clone);
      const headers = createHttpHeaders();
      for (const [name, value] of response.headers) headers.set(name, value.replaceAll(url, azure));
      const body = response.bodyAsText?.replaceAll(url, azure) ?? null;
      return { ...response, request, headers, bodyAsText: body };
    },
  };
}
