import { type Context, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { Call } from '#lib/azure/http/arm';
import { durations, type Instruments } from './instruments.ts';
import { resourceTypeOf } from './names.ts';

/**
 * Tells of exchanges with Azure Resource Manager: a span each, below the request that it was for, and
 * `http.client.request.duration`, by the type of resource. Waits and repeats count as part of an exchange.
 */
export function makeAzureCalls(
  { tracer, meter }: Instruments,
  belongsTo: () => Context,
): (call: Call) => void {
  const took = durations(meter, 'http.client.request.duration');
  return ({ method, path, status, ms, correlationId }) => {
    const endTime = Date.now();
    const type = resourceTypeOf(path);
    const outcome =
      status === undefined
        ? { 'error.type': 'no-answer' }
        : { 'http.response.status_code': status };
    const figures = { 'http.request.method': method, 'url.template': type, ...outcome };
    const attributes = { ...figures, 'url.path': path, 'az.correlation_id': correlationId };
    const options = { kind: SpanKind.CLIENT, startTime: endTime - ms, attributes };
    const span = tracer.startSpan(`${method} ${type}`, options, belongsTo());
    if (status === undefined || status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(endTime);
    took.record(ms / 1000, figures);
  };
}
