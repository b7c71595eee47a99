'use server';

import { redirect } from 'next/navigation';
import { beginPlan } from '#app/batches/actions';
import { knownOwn } from '#app/own-address';
import { requireSession } from '#lib/auth/next';
import type { ActState } from '#lib/changes/shown/form-state';
import { readWholeFleet } from './read-fleet.ts';
import { allBut, readSelection } from './selection-form.ts';

/**
 * Takes what is selected in the list on to the plan of what is to be changed. "All but some" is turned
 * into names here, from the list as it is now, so that what was taken out cannot slip in.
 */
export async function changeSelected(_: ActState, form: FormData): Promise<ActState> {
  const session = await requireSession();

  const asked = readSelection(form);
  // To go on with nothing would mean everything.
  if (asked.kind === 'nothing') redirect(`/clusters?${asked.view}#select-some`);

  const plan = new FormData();
  plan.set('view', asked.view);
  if (asked.kind === 'some') for (const key of asked.keys) plan.append('cluster', key);
  if (asked.kind === 'all' && asked.except.size > 0) {
    const [fleet, own] = await Promise.all([readWholeFleet(session), knownOwn(session)]);
    // The list says why it cannot be read.
    if (!fleet.ok) redirect(`/clusters?${asked.view}`);
    const keys = allBut(fleet.value.rows, asked, own);
    if (keys.length === 0) redirect(`/clusters?${asked.view}#select-some`);
    for (const key of keys) plan.append('cluster', key);
  }

  return beginPlan(plan);
}
