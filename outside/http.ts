import { type IncomingMessage, request } from 'node:http';

/** A process of the console: where it listens, and where browsers believe it to be. */
export type Place = { readonly port: number; readonly publicUrl: string };

/** A request in which nothing is added or forbidden, as a browser would: any path, any header. */
export type RawRequest = {
  readonly method?: string;
  /** Path and query as they go over the wire. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | null;
};

export type RawAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/** Sends a request and reads the answer. Redirects are not followed. */
export async function sendTo(place: Place, asked: RawRequest): Promise<RawAnswer> {
  const answer = await openAt(place, asked);
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece);
  const { statusCode: status = 0, headers } = answer;
  return { status, headers, body: Buffer.concat(pieces).toString('utf8') };
}

/** As `sendTo`, with the answer's body still to come. */
export function openAt({ port, publicUrl }: Place, asked: RawRequest): Promise<IncomingMessage> {
  const { path, method = 'GET', headers, body } = asked;
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method,
      agent: false,
      headers: { host: new URL(publicUrl).host, ...headers },
    };
    request(options, resolve)
      .on('error', reject)
      .end(body ?? undefined);
  });
}
