import type { ChangeView } from '#lib/changes/change-view';
import type { Heard } from '#lib/changes/ledger';

/** What a stream of one change needs: how to hear of news, how to read it, and whether it may go on. */
export type Followed = {
  subscribe(hear: (heard: Heard) => void): () => void;
  /** As it is now, or as it was when this was heard. */
  read(heard?: Heard): Promise<ChangeView | undefined>;
  stillAllowed(): Promise<boolean>;
};

/** Keeps proxies from closing a quiet stream, and is when the session is looked at again. */
const heartbeatMs = 15_000;

/**
 * Server-sent events: the view as it is now, then every newer one, until the change has ended, the
 * reader has gone, or their session has. `id` is the change's version.
 */
export function eventStream(signal: AbortSignal, followed: Followed): Response {
  const encoder = new TextEncoder();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let sent = 0;
      let ended = false;
      let queue = Promise.resolve();
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const tell = async (heard?: Heard) => {
        if (ended) return;
        const view = await followed.read(heard);
        if (ended || view === undefined || view.version <= sent) return;
        sent = view.version;
        send(`id: ${view.version}\nevent: change\ndata: ${JSON.stringify(view)}\n\n`);
        if (view.ends) end();
      };
      const beat = async () => {
        if (ended) return;
        if (await followed.stillAllowed()) send(': still here\n\n');
        else end();
      };
      const inTurn = (work: () => Promise<void>) => {
        queue = queue.then(work).catch(end);
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
        unsubscribe();
        clearInterval(heartbeat);
      };
      signal.addEventListener('abort', end);
      // They may have gone while it was found out whether they may look.
      if (signal.aborted) end();
      inTurn(() => tell());
    },
    cancel: () => stop(),
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}
