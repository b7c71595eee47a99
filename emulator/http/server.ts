import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Answer, Request } from './exchange.ts';

/** Answers a request; `reset` breaks the connection instead. */
type Answerer = (request: Request) => Promise<Answer | 'reset'>;

/** A certificate and its key, PEM. */
export type Certificate = { readonly cert: string; readonly key: string };

/** A server that is listening on loopback. */
export type Listening = { readonly port: number; readonly close: () => Promise<void> };

/** Listens on 127.0.0.1; port 0 takes a free one. With a certificate it speaks https. */
export async function listen(
  port: number,
  answerer: Answerer,
  certificate?: Certificate,
): Promise<Listening> {
  const scheme = certificate ? 'https' : 'http';
  const listener: RequestListener = (message, response) => {
    void readRequest(message, scheme)
      .then(answerer)
      .then((answer) => {
        if (answer === 'reset') return message.socket.destroy();
        // Half of an answer is worse than a late one, so the length is always said.
        const body = answer.encoded ?? Buffer.from(answer.body);
        const headers = { ...answer.headers, 'content-length': body.byteLength };
        return response.writeHead(answer.status, headers).end(body);
      })
      .catch((error: unknown) => {
        process.stderr.write(`emulator: ${message.method} ${message.url}: ${String(error)}\n`);
        response.writeHead(500).end();
      });
  };
  const server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
  // A client on a busy machine reuses a connection later than it meant to; a write would be lost with it.
  server.keepAliveTimeout = 120_000;
  return { port: await bind(server, port), close: () => stop(server) };
}

function bind(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', () => resolve(portOf(server.address())));
  return promise;
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function stop(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}

async function readRequest(message: IncomingMessage, scheme: string): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  const rawQuery = query.length === 0 ? '' : `?${query.join('?')}`;
  const headers = Object.entries(message.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const,
  );
  return {
    method: message.method ?? 'GET',
    origin: `${scheme}://${message.headers.host ?? 'localhost'}`,
    path,
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
