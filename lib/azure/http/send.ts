import { randomUUID } from 'node:crypto';
import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  isRestError,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { Credential } from '#lib/azure/credential';
import { traceOf } from '#lib/azure/refusal/refusal';
import type { ResponseHeaders } from '#lib/azure/refusal/retry-after';
import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';
import type { Arm } from './arm.ts';
import type { ItemsListener } from './item-scanner.ts';
import { linkOnArm } from './link.ts';
import { readStreamedItems } from './streamed-items.ts';

export type ArmRequest = {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** A path on ARM with its query, or a link that Azure sent. */
  readonly url: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ours, sent along and found again in Azure's activity log; a new one when absent. */
  readonly correlationId?: string;
  /** `read` is repeated when Azure stumbles; `once` and `write` are sent exactly once. */
  readonly mode: 'read' | 'once' | 'write';
  readonly itemsOf?: StreamedMember;
  /** How long to wait for the first byte of an answer, in ms; as long as for all of it when absent. */
  readonly patienceMs?: number;
};

/** The member of a long answer (200) whose items are to be read as they come. */
export type StreamedMember = {
  readonly name: string;
  /** Called for each answer that begins. Where one breaks off and Azure is asked again, only the last one counts. */
  readonly onAnswer: (headers: ResponseHeaders) => ItemsListener;
};

/** Any answer of Azure's, success or not. */
export type Answer = {
  readonly method: ArmRequest['method'];
  /** Without its query. */
  readonly path: string;
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** With an empty array in the place of items that were told of as they came. */
  readonly bodyText: string;
  readonly correlationId: string;
  /** When the question that was answered left, after waits and repeats; in ms since 1970. */
  readonly sentAtMs: number;
};

/** No answer. `reached` is `no` only when it is certain that Azure never saw the request. */
export type NoAnswer = { readonly failure: Failure; readonly reached: 'no' | 'maybe' };

/**
 * One request to Azure Resource Manager with the person's token, and Azure's answer whatever its
 * status. A link to any other origin is refused before a token is even asked for.
 */
export async function send(
  arm: Arm,
  credential: Credential,
  request: ArmRequest,
): Promise<Result<Answer, NoAnswer>> {
  const url = linkOnArm(arm, request.url);
  if (url === undefined) return err(notFollowed(arm, request.method, request.url));

  const token = await credential.token();
  if (!token.ok) return err({ failure: token.error, reached: 'no' });
  return exchange(arm, url, { ...request, bearer: token.value });
}

/** As `send`, without a person: for the one question whose answer is Azure's 401. */
export async function sendAnonymously(arm: Arm, path: string): Promise<Result<Answer, NoAnswer>> {
  const url = linkOnArm(arm, path);
  if (url === undefined) return err(notFollowed(arm, 'GET', path));
  return exchange(arm, url, { method: 'GET', url: path, mode: 'read' });
}

async function exchange(
  arm: Arm,
  url: URL,
  request: ArmRequest & { bearer?: string },
): Promise<Result<Answer, NoAnswer>> {
  const correlationId = request.correlationId ?? randomUUID();
  const startedAtMs = arm.now();
  let sentAtMs = startedAtMs;
  let around: string | undefined;
  const httpClient: HttpClient = {
    async sendRequest(each) {
      sentAtMs = arm.now();
      const response = await arm.httpClient.sendRequest(each);
      const { readableStreamBody: body, headers } = response;
      const { itemsOf } = request;
      if (!body || !itemsOf) return response;
      // Within the pipeline, so that an answer that breaks off is asked for again.
      const listener = itemsOf.onAnswer(headers);
      around = await readStreamedItems(body, itemsOf.name, arm.readTimeoutMs, listener);
      return response;
    },
  };
  const asked = { method: request.method, path: url.pathname };
  const report = (status?: number) =>
    arm.onCall({ ...asked, status, ms: arm.now() - startedAtMs, correlationId });
  try {
    const response = await transmit({ ...arm, httpClient }, url, request, correlationId);
    report(response.status);
    const { status, headers } = response;
    const bodyText = around ?? response.bodyAsText ?? '';
    const answer = { ...asked, status, headers, bodyText, correlationId, sentAtMs };
    // Who asks without a token asks for a 401.
    const isHopedFor = (status >= 200 && status < 300) || request.bearer === undefined;
    if (!isHopedFor) arm.onRefused({ ...asked, status, ...wordsIn(answer) });
    return ok(answer);
  } catch (error) {
    report();
    const none = noAnswer(error, correlationId);
    arm.onRefused({ ...asked, correlationId, message: none.failure.azureMessage ?? '' });
    return err(none);
  }
}

function wordsIn(answer: Pick<Answer, 'headers' | 'bodyText' | 'correlationId'>) {
  const { azureCode: code, azureMessage: message, correlationId } = traceOf(answer, answer);
  return { code, message, correlationId };
}

function transmit(
  arm: Arm,
  url: URL,
  request: ArmRequest & { bearer?: string },
  correlationId: string,
): Promise<PipelineResponse> {
  const headers = createHttpHeaders({
    accept: 'application/json',
    'x-ms-client-request-id': correlationId,
    'x-ms-correlation-request-id': correlationId,
    'x-ms-return-client-request-id': 'true',
    ...request.headers,
  });
  if (request.bearer !== undefined) headers.set('authorization', `Bearer ${request.bearer}`);
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  const pipelineRequest = createPipelineRequest({
    url: url.href,
    method: request.method,
    headers,
    requestId: correlationId,
    timeout:
      request.patienceMs ?? (request.mode === 'write' ? arm.writeTimeoutMs : arm.readTimeoutMs),
    allowInsecureConnection: arm.insecure,
  });
  if (request.body !== undefined) pipelineRequest.body = request.body;
  if (request.itemsOf) pipelineRequest.streamResponseStatusCodes = new Set([200]);
  const pipeline = request.mode === 'read' ? arm.reads : arm.onces;
  return pipeline.sendRequest(arm.httpClient, pipelineRequest);
}

/** Codes of Node's that come from looking up the name or from connecting, before a byte was sent. */
const beforeConnection = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED'];

function noAnswer(error: unknown, correlationId: string): NoAnswer {
  const reached =
    isRestError(error) && beforeConnection.includes(error.code ?? '') ? 'no' : 'maybe';
  const azureMessage =
    error instanceof Error && error.name === 'AbortError'
      ? 'No answer in time'
      : `No answer: ${isRestError(error) ? (error.code ?? error.message) : String(error)}`;
  return { failure: { code: 'unreachable', azureMessage, correlationId }, reached };
}

function notFollowed(arm: Arm, method: ArmRequest['method'], link: string): NoAnswer {
  const where = URL.canParse(link) ? new URL(link).origin : 'an unreadable address';
  const message = `The answer led to ${where}, which is not Azure Resource Manager; it was not followed`;
  arm.onRefused({ method, path: '', status: 0, message });
  return { failure: { code: 'azure-error', status: 0, azureMessage: message }, reached: 'no' };
}
