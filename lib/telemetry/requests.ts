import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { exchangeIn, exchangeNow } from '#lib/answer-status';
import { durations, type Instruments } from './instruments.ts';
import { routeOf } from './names.ts';

/** What a browser fetches beside a page, and what asks every second whether the process lives. */
const untold = /^\/(?:_next\/|healthz$|readyz$|favicon|icon)/;

/**
 * From now on each request is a span and counts in `http.server.request.duration`. Its query is not told: that
 * is where the code of a sign-in stands, and what people search for. Answers what an exchange with Azure
 * belongs below: the request that is being answered.
 */
export function noteRequests({ tracer, meter }: Instruments): () => Context {
  const took = durations(meter, 'http.server.request.duration');
  const contexts = new WeakMap<ServerResponse, Context>();
  subscribe('http.server.request.start', (message) => {
    const { request, response } = exchangeIn(message) ?? {};
    if (!request || !response) return;
    const path = pathOf(request);
    if (untold.test(path)) return;
    const startedAtMs = performance.now();
    const method = request.method ?? '';
    const attributes = { 'http.request.method': method, 'url.path': path };
    const above = propagation.extract(ROOT_CONTEXT, request.headers);
    const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, above);
    contexts.set(response, trace.setSpan(above, span));
    response.once('close', () => {
      const answered = answerOf(response, path);
      const { 'http.route': route, 'http.response.status_code': status = 0 } = answered;
      if (route !== undefined) span.updateName(`${method} ${route}`);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttributes(answered).end();
      const seconds = (performance.now() - startedAtMs) / 1000;
      took.record(seconds, { 'http.request.method': method, ...answered });
    });
  });
  return () => {
    const { response } = exchangeNow() ?? {};
    const isAnswered = response === undefined || response.writableEnded;
    // The worker goes on in the wake of whoever woke it, long after their answer.
    return isAnswered ? ROOT_CONTEXT : (contexts.get(response) ?? ROOT_CONTEXT);
  };
}

type Answered = {
  readonly 'http.route'?: string;
  readonly 'http.response.status_code'?: number;
};

/** Nothing where whoever asked went away before there was an answer. */
function answerOf({ headersSent, statusCode }: ServerResponse, path: string): Answered {
  if (!headersSent) return {};
  const status = { 'http.response.status_code': statusCode };
  // What is refused, or sent to another host, before a page was looked for may have any path.
  const isOurs = statusCode < 300 || statusCode === 303 || statusCode >= 500;
  return isOurs ? { 'http.route': routeOf(path), ...status } : status;
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}
