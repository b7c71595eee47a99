import type { Heard } from '#lib/changes/hub';

/** What is followed, as it is at one moment. `ends`: no news will come. */
type View = { readonly version: number; readonly ends: boolean };

/** What a stream needs: how to hear of news, how to read it, and whether it may go on. */
type Followed = {
  subscribe(hear: (heard?: Heard) => void): () => void;
  /**
   * The view as it is now, or as it was when the given event was sent; undefined where there is none,
   * or not for this reader.
   */
  read(heard?: Heard): Promise<View | undefined>;
  stillAllowed(): Promise<boolean>;
};

/**
 * Keeps proxies from closing a quiet stream, tells the page that it is still one (`follow-events.ts` waits
 * for nearly three of them), and is when the session is looked at again.
 */
const heartbeatMs = 15_000;

/**
 * Server-sent events of that name: the view as it is now, then every other one, until what is followed
 * has ended, the reader has gone, or their session has; and a `beat` between them. `id` is the version.
 * Answers nothing where there is nothing to see; rejects when nobody can tell.
 */
export async function eventStream(
  signal: AbortSignal,
  name: string,
  followed: Followed,
): Promise<Response | undefined> {
  const seen = Promise.withResolvers<boolean>();
  const encoder = new TextEncoder();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let sent = { version: 0, data: '' };
      let ended = false;
      let queue = Promise.resolve();
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const tell = async (heard?: Heard) => {
        if (ended) return;
        const view = await followed.read(heard);
        if (view === undefined) return end();
        seen.resolve(true);
        const data = JSON.stringify(view);
        if (ended || view.version < sent.version || data === sent.data) return;
        sent = { version: view.version, data };
        send(`id: ${view.version}\nevent: ${name}\ndata: ${data}\n\n`);
        if (view.ends) end();
      };
      const beat = async () => {
        if (ended) return;
        if (await followed.stillAllowed()) send('event: beat\ndata: still here\n\n');
        else end();
      };
      const inTurn = (work: () => Promise<void>) => {
        queue = queue.then(work).catch((error: unknown) => {
          seen.reject(error);
          end();
        });
      };
      const unsubscribe = followed.subscribe((heard) => inTurn(() => tell(heard)));
      const heartbeat = setInterval(() => inTurn(beat), heartbeatMs);
      const end = () => {
        if (ended) return;
        stop();
        controller.close();
      };
      stop = () => {
        ended = true;
        seen.resolve(false);
        unsubscribe();
        clearInterval(heartbeat);
      };
      signal.addEventListener('abort', end);
      // They may have gone while it was found out who they are.
      if (signal.aborted) end();
      inTurn(() => tell());
    },
    cancel: () => stop(),
  });
  if (!(await seen.promise)) return undefined;
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}
