'use server';

import { redirect } from 'next/navigation';
import type { AddressFormState } from '#components/address/choose-address';
import { keepOwnAddress, requireSession } from '#lib/auth/next';
import { returnPath } from '#lib/auth/sign-in/return-path';
import { formText } from '#lib/changes/shown/form-text';
import { failureWords } from '#lib/failure-words';
import { addressProblemWords, parseClientAddress } from '#lib/ranges/address';

/** Keeps the address that the person typed or chose, and goes back to where they came from. */
export async function chooseAddress(
  _: AddressFormState,
  form: FormData,
): Promise<AddressFormState> {
  const session = await requireSession();

  const typed = formText(form, 'address').trim();
  const address = parseClientAddress(typed === '' ? formText(form, 'choose') : typed);
  if (!address.ok) return { typed, problem: addressProblemWords(address.error) };

  const at = new Date().toISOString();
  const kept = await keepOwnAddress(session, { value: address.value, source: 'typed', at });
  if (!kept.ok) {
    const { title, todo } = failureWords(kept.error);
    return { typed, problem: `${title}. ${todo}` };
  }
  redirect(returnPath(formText(form, 'return')));
}
