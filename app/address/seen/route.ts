import { orNotReady } from '#app/answers';
import { currentSession, keepOwnAddress } from '#lib/auth/next';
import { parseClientAddress } from '#lib/ranges/address';

/** Longest text that can be an address. */
const longestAddress = 64;

/**
 * Keeps what the browser's echo saw, unless the person has said themselves where they come from.
 * Answers the address that is kept now: a page that shows another one has to be read again. A route
 * and not an action, since actions wait for each other and a person's click must not wait for this.
 */
export const POST = orNotReady(answer);

async function answer(request: Request): Promise<Response> {
  const session = await currentSession();
  if (session === undefined) return new Response('Not signed in\n', { status: 401 });
  const address = parseClientAddress((await request.text()).slice(0, longestAddress));
  const said = session.address?.source === 'typed';
  if (!address.ok || said || session.address?.value === address.value) {
    return Response.json({ kept: session.address?.value });
  }
  const at = new Date().toISOString();
  const seen = { value: address.value, source: 'seen by the echo', at } as const;
  const { ok } = await keepOwnAddress(session, seen);
  return Response.json({ kept: ok ? address.value : session.address?.value });
}
