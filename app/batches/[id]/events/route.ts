import { notHere, orNotReady } from '#app/answers';
import { eventStream } from '#app/event-stream';
import { shownBatch } from '#app/offered';
import { currentSession, stillSignedIn } from '#lib/auth/next';
import { batchFor } from '#lib/changes/batch/batches';
import { subscribe } from '#lib/changes/ledger';
import { atMostEvery } from './at-most-every.ts';

/** How often one who looks has a batch counted at most: eight of its changes move side by side. */
const countEveryMs = 500;

/** How a batch stands, as server-sent events; for its author alone. */
export const GET = orNotReady(answer);

async function answer(
  request: Request,
  { params }: RouteContext<'/batches/[id]/events'>,
): Promise<Response> {
  const { id } = await params;
  const session = await currentSession();
  if (session === undefined) return notHere();
  const stream = await eventStream(request.signal, 'batch', {
    subscribe(hear) {
      const calm = atMostEvery(countEveryMs, hear);
      const leave = subscribe(id, calm.call);
      return () => {
        leave();
        calm.stop();
      };
    },
    stillAllowed: () => stillSignedIn(session),
    async read() {
      const batch = await batchFor(session.grant.id, id);
      return batch && shownBatch(batch);
    },
  });
  return stream ?? notHere();
}
