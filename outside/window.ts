import type { BrowserContext } from 'playwright';
import { pick } from '../emulator/testing/browser.ts';
import type { Operator } from './azure.ts';
import type { Place } from './http.ts';
import { ownAddress } from './own-address.ts';

/**
 * Gives a browser the session of somebody, by the same three requests that it makes itself, without
 * drawing the pages between them: those would take half of the time of most tests.
 */
export async function signInUnseen(
  { request }: BrowserContext,
  { publicUrl }: Place,
  { upn }: Operator,
): Promise<void> {
  const asked = await request.get(`${publicUrl}/sign-in`, { maxRedirects: 0 });
  const back = await pick(asked.headers()['location'] ?? '', upn);
  const signedIn = await request.get(back.href, { maxRedirects: 0 });
  const { location = '' } = signedIn.headers();
  if (location !== `${publicUrl}/clusters`) throw new Error(`${upn} was led to ${location}`);
}

/** Tells its session what the echo sees, as its first page would. */
export async function learnAddress(
  { request }: BrowserContext,
  { publicUrl }: Place,
): Promise<void> {
  const options = { headers: { origin: publicUrl }, data: ownAddress };
  const noted = await request.post(`${publicUrl}/address/seen`, options);
  if (!noted.ok()) throw new Error(`The address was not kept: ${noted.status()}`);
}
