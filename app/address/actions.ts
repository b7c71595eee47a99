'use server';

import { redirect } from 'next/navigation';
import type { AddressFormState } from '#components/address/choose-address';
import { keepOwnAddress, requireSession } from '#lib/auth/next';
import { returnPath } from '#lib/auth/return-path';
import { addressProblemWords, parseClientAddress } from '#lib/ranges/address';

/** Keeps the address that the person typed or chose, and goes back to where they came from. */
export async function chooseAddress(
  _: AddressFormState,
  form: FormData,
): Promise<AddressFormState> {
  const session = await requireSession();

  const typed = String(form.get('address') ?? '').trim();
  const address = parseClientAddress(typed === '' ? String(form.get('choose') ?? '') : typed);
  if (!address.ok) return { typed, problem: addressProblemWords(address.error) };

  const at = new Date().toISOString();
  await keepOwnAddress(session, { value: address.value, source: 'typed', at });
  redirect(returnPath(String(form.get('return') ?? '')));
}
