import type { Person } from '../crash/harness/http.ts';
import type { House } from './house.ts';

/** Tells a session where its person comes from, as the first page does. */
export async function learnAddress(
  { place }: House,
  { cookie }: Person,
  address: string,
): Promise<void> {
  const headers = { cookie, origin: place.publicUrl };
  const url = `${place.publicUrl}/address/seen`;
  const answer = await fetch(url, { method: 'POST', headers, body: address });
  await answer.text();
  if (!answer.ok) throw new Error(`The address was not kept: ${answer.status}`);
}
