import type { ClusterId } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { readClaims } from './challenge.ts';
import { type AzureError, readErrorBody } from './error-body.ts';
import { refusedAccess } from './refused-access.ts';
import { refusedContent } from './refused-content.ts';
import { type ResponseHeaders, readRetryAfter } from './retry-after.ts';

/** The parts of an answer that tell why Azure refused. */
type Refusal = {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly bodyText: string;
};

/** What is known beside the answer: the cluster it is about, our own correlation id, the time. */
type RefusalContext = {
  readonly about?: ClusterId | undefined;
  readonly correlationId?: string;
  readonly nowMs?: number;
};

/**
 * Why Azure did not do what was asked, from an answer that is no success. Codes are compared without
 * regard to case (Azure spells some in several ways) and are found in nested details too.
 */
export function readRefusal(refusal: Refusal, context: RefusalContext = {}): Failure {
  const errors = readErrorBody(refusal.bodyText);
  return { ...judge(refusal, errors, context), ...traceOf(refusal, context) };
}

/** Azure's own code and words, and the id under which its activity log has the request. */
export function traceOf(
  { headers, bodyText }: Pick<Refusal, 'headers' | 'bodyText'>,
  { correlationId }: Pick<RefusalContext, 'correlationId'>,
) {
  const [outermost] = readErrorBody(bodyText);
  return {
    azureCode: outermost?.code,
    azureMessage: (outermost?.message ?? plainWords(bodyText)).slice(0, 2000),
    correlationId: headers.get('x-ms-correlation-request-id') ?? correlationId ?? undefined,
  };
}

/**
 * The text of an HTML page, since gateways and firewalls on the way answer with one; other bodies as
 * they are. What is opened and never closed is gone through once: nobody knows how long such a page is.
 */
export function plainWords(bodyText: string): string {
  if (!/^\s*</.test(bodyText)) return bodyText;
  const text = bodyText
    .replace(/<(script|style)\b.*?(?:<\/\1>|$)/gis, ' ')
    .replace(/<[^<>]*>/g, ' ');
  return text.replace(/\s+/g, ' ').trim();
}

function judge(refusal: Refusal, errors: readonly AzureError[], context: RefusalContext): Failure {
  const { status, headers, bodyText } = refusal;
  const claims = status === 401 || status === 403 ? readClaims(headers) : undefined;
  if (claims !== undefined) return { code: 'claims-challenge', claims };
  if (status === 401) {
    const isForeign = errors.some(({ code }) => code.toLowerCase() === foreignToken);
    if (isForeign) return { code: 'wrong-directory' };
    // A demand for a second factor without claims: a sign-in as before would meet it again and again.
    return refusedAccess(errors, context.about) ?? { code: 'sign-in-needed' };
  }
  if (status === 429) {
    const retryAfterSeconds = readRetryAfter(headers, bodyText, context.nowMs ?? Date.now());
    return { code: 'throttled', retryAfterSeconds };
  }
  // A request time-out is no judgement on what was asked.
  if (status < 400 || status >= 500 || status === 408) return { code: 'azure-error', status };
  if (status === 412) return { code: 'precondition-failed' };
  return (
    refusedAccess(errors, context.about) ??
    (status === 404 ? notFound(errors) : undefined) ??
    refusedContent(status, errors) ?? { code: 'objection', status }
  );
}

const foreignToken = 'invalidauthenticationtokentenant';

const missing = {
  resourcegroupnotfound: 'resource-group',
  subscriptionnotfound: 'subscription',
  resourcenotfound: 'cluster',
  notfound: 'cluster',
} as const;

function notFound(errors: readonly AzureError[]): Failure | undefined {
  const codes = errors.map((error) => error.code.toLowerCase());
  const [, what] = Object.entries(missing).find(([code]) => codes.includes(code)) ?? [];
  if (what === undefined && errors.length > 0) return undefined;
  return { code: 'not-found', what: what ?? 'cluster' };
}
