import 'server-only';
import { headers } from 'next/headers';
import { observedAddress } from '#lib/auth/client-address';
import { notObservedWords } from '#lib/auth/not-observed-words';
import type { Session } from '#lib/auth/session';
import { dottedOwn, type WhereFrom, whereFrom } from '#lib/own-address';
import { err } from '#lib/result';
import { settings } from '#lib/settings';

/** Where the person of this request comes from, by what the session keeps and the trusted proxy saw. */
export async function ownAddressOf(session: Session): Promise<WhereFrom> {
  const observed = observedAddress(await headers(), settings().clientIp);
  return whereFrom(
    session.address,
    observed.ok ? observed : err(notObservedWords(observed.error)),
    new Date(),
  );
}

/** The address that this person comes from, dotted, where it is known. */
export async function knownOwn(session: Session): Promise<string | undefined> {
  return dottedOwn(await ownAddressOf(session));
}
