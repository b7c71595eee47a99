import { Readable } from 'node:stream';
import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  RestError,
} from '@azure/core-rest-pipeline';
import { type Arm, type ArmOptions, createArm } from '#lib/azure/http/arm';

/**
 * For tests: what the stand-in answers. `body` is JSON text, anything that becomes JSON, or a stream of
 * JSON text for a request that wants one.
 */
export type FakeAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** For tests: Azure without a network. It remembers what it was asked, with the headers. */
type FakeAzure = { readonly arm: Arm; readonly requests: readonly PipelineRequest[] };

/** For tests: answers every request with what `answer` makes of it; a thrown error breaks the line. */
export function fakeAzure(
  answer: (request: PipelineRequest) => FakeAnswer | Promise<FakeAnswer>,
  options: Partial<ArmOptions> = {},
): FakeAzure {
  const requests: PipelineRequest[] = [];
  const httpClient: HttpClient = {
    async sendRequest(request) {
      requests.push(request);
      const { status = 200, headers = {}, body = '' } = await answer(request);
      const head = { request, status, headers: createHttpHeaders(headers) };
      if (body instanceof Readable) return { ...head, readableStreamBody: body };
      const bodyAsText = typeof body === 'string' ? body : JSON.stringify(body);
      return request.streamResponseStatusCodes?.has(status)
        ? { ...head, readableStreamBody: Readable.from([Buffer.from(bodyAsText)]) }
        : { ...head, bodyAsText };
    },
  };
  const resourceManager = 'https://management.azure.com';
  return { arm: createArm({ resourceManager, httpClient, ...options }), requests };
}

/** For tests: the broken connection that Node would report under this code, `ECONNRESET` say. */
export function brokenLine(code: string): Error {
  return new RestError(`broken: ${code}`, { code });
}

/** For tests: a cluster's id. */
export const shop = {
  subscriptionId: '22222222-2222-4222-8222-222222222222',
  resourceGroup: 'rg-shop',
  name: 'aks-shop',
} as const;
