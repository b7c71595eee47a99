import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

// Pages and the start of the process are separate bundles, so a module variable is not shared.
const holder: typeof globalThis & { drawbridgeExchanges?: AsyncLocalStorage<Exchange> } =
  globalThis;

/**
 * From now on pages can find the answer they are rendered for. Node tells of every request before
 * anybody handles it, and what handles it inherits what is entered here.
 */
export function noteExchanges(): void {
  const exchanges = new AsyncLocalStorage<Exchange>();
  holder.drawbridgeExchanges = exchanges;
  subscribe('http.server.request.start', (message) => {
    const exchange = exchangeIn(message);
    if (exchange) exchanges.enterWith(exchange);
  });
}

/** The exchange that Node's `http.server.request.start` tells of. */
export function exchangeIn(message: unknown): Exchange | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { request, response } = { request: undefined, response: undefined, ...message };
  return isRequest(request) && isResponse(response) ? { request, response } : undefined;
}

/** The exchange that the code which asks belongs to, also after its answer was given. */
export function exchangeNow(): Exchange | undefined {
  return holder.drawbridgeExchanges?.getStore();
}

function isRequest(value: unknown): value is IncomingMessage {
  return value instanceof IncomingMessage;
}

/** Whether this is the answer of a server of Node's. */
export function isResponse(value: unknown): value is ServerResponse {
  return value instanceof ServerResponse;
}

/**
 * Gives the page that is being rendered the status 404. Next has no other way to send that with a page
 * that can be read without script: `notFound()` sends the words as data for script only
 * (vercel/next.js#62228). Nothing happens once the answer is on its way, or where Next's own script asks
 * for the page: it would take anything but 200 for a page to load anew.
 */
export function answerNotFound(): void {
  answerWith(404);
}

/** As `answerNotFound`, with the status 503. */
export function answerNotReady(): void {
  answerWith(503);
}

function answerWith(status: number): void {
  const exchange = exchangeNow();
  if (!exchange || exchange.response.headersSent || 'rsc' in exchange.request.headers) return;
  exchange.response.statusCode = status;
}
