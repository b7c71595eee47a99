import { isStopping } from '#lib/stop-on-signal';
import { storeAnswers } from '#lib/store/answers';

const headers = { 'cache-control': 'no-store' };

/** Ready to serve: not told to stop, and the store answers. Azure is not asked; it has its own troubles. */
export async function GET(): Promise<Response> {
  if (isStopping()) return notReady('stopping');
  return (await storeAnswers())
    ? new Response('ready\n', { headers })
    : notReady('the store does not answer');
}

function notReady(why: string): Response {
  return new Response(`${why}\n`, { status: 503, headers });
}
