'use server';

import { redirect } from 'next/navigation';
import { beginPlan } from '#app/batches/begin-plan';
import { knownOwn } from '#app/own-address';
import { requireSession } from '#lib/auth/next';
import type { ActState } from '#lib/changes/shown/form-state';
import { viewOfQuery } from '#lib/clusters/fleet/view-url';
import { askedRows } from './asked-rows.ts';
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

  if (asked.kind === 'some') {
    return beginPlan(session, { view: asked.view, clusters: asked.keys });
  }
  const [fleet, own] = await Promise.all([readWholeFleet(session), knownOwn(session)]);
  // The list says why it cannot be read.
  if (!fleet.ok) redirect(`/clusters?${asked.view}`);
  const { rows } = await askedRows(session, fleet.value.rows, viewOfQuery(asked.view));
  const clusters = allBut(rows, asked, own);
  if (clusters.length === 0) redirect(`/clusters?${asked.view}#select-some`);
  return beginPlan(session, { view: asked.view, clusters });
}
