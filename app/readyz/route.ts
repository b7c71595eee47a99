import { currentStore } from '#lib/store/current';

/** Ready to serve: the store answers. Azure is not asked; it has its own troubles. */
export async function GET(): Promise<Response> {
  const ready = await currentStore().then(
    (store) => store.ready(),
    () => false,
  );
  const headers = { 'cache-control': 'no-store' };
  return ready
    ? new Response('ready\n', { headers })
    : new Response('the store does not answer\n', { status: 503, headers });
}
