import { type IncomingMessage, request } from 'node:http';

/** A process of the console: where it listens, and where browsers believe it to be. */
export type Place = { readonly port: number; readonly publicUrl: string };

/** Somebody with a session, which holds at every process that shares the store. */
export type Person = { readonly cookie: string };

type Asking = {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly cookie?: string;
  readonly body?: FormData;
};

type Answered = {
  readonly status: number;
  readonly location: string;
  /** What the answer sets, as a browser would send it back. */
  readonly cookie: string;
  readonly text: string;
};

/** One request as a browser makes it, to a process of our choice. Redirects are not followed. */
export async function ask(place: Place, asking: Asking): Promise<Answered> {
  const answer = await open(place, asking);
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) text += String(piece);
  const cookies = answer.headers['set-cookie'] ?? [];
  return {
    status: answer.statusCode ?? 0,
    location: answer.headers.location ?? '',
    cookie: cookies.map((each) => each.split(';')[0]).join('; '),
    text,
  };
}

/** As `ask`, with the answer's body still to come. */
export async function open(
  { port, publicUrl }: Place,
  { method = 'GET', path, cookie, body }: Asking,
): Promise<IncomingMessage> {
  const form = body && new Response(body);
  const bytes = form && Buffer.from(await form.arrayBuffer());
  const headers = {
    host: new URL(publicUrl).host,
    ...(cookie === undefined ? {} : { cookie }),
    ...(form === undefined
      ? {}
      : { origin: publicUrl, 'content-type': form.headers.get('content-type') ?? '' }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options = { host: '127.0.0.1', port, path, method, headers, agent: false };
  request(options, resolve).on('error', reject).end(bytes);
  return promise;
}
