'use server';

import { redirect } from 'next/navigation';
import { requireSession } from '#lib/auth/next';
import { formText } from '#lib/changes/shown/form-text';
import { fleetViewHref, viewOfQuery } from '#lib/clusters/fleet/view-url';
import { forgetFleet } from './read-fleet.ts';

/** Forgets what was read of this person's fleet, so that the page they come back to reads it anew. */
export async function readAgain(form: FormData): Promise<void> {
  const session = await requireSession('/clusters');
  const [, query = ''] = formText(form, 'view').split('?');
  const view = viewOfQuery(query);
  forgetFleet(session);
  redirect(fleetViewHref(view));
}
