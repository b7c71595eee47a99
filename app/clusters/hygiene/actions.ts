'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { beginPlan } from '#app/batches/begin-plan';
import { requireSession } from '#lib/auth/next';
import type { ActState } from '#lib/changes/shown/form-state';
import { fieldsIn } from '#lib/changes/shown/form-text';
import { byNameIn } from '#lib/clusters/fleet/by-name';
import { fleetViewQuery, viewOfQuery } from '#lib/clusters/fleet/view-url';
import { hygieneKinds } from '#lib/clusters/hygiene/kinds';
import { hygieneHref } from '#lib/clusters/hygiene/paths';
import { additionsOf, removalsOf } from '#lib/clusters/hygiene/tidy-line';
import { clusterKey } from '#lib/clusters/resource-id';
import { readViewed } from '../read-viewed.ts';
import { linesOf } from './lines-of.ts';

const formSchema = z.object({
  kind: z.enum([...hygieneKinds, 'find', 'replace', 'replace-by', 'swap']).exclude(['open']),
  key: z.string().min(1).max(500),
  /** The query of the view. */
  view: z.string().catch(''),
});

/**
 * Leads to the plan for one line of hygiene on all of its clusters. The form names the line and not its
 * clusters, of which there may be ten thousand: they are found again, and the plan shows them all before
 * anything is done.
 */
export async function planTidy(_: ActState, form: FormData): Promise<ActState> {
  const session = await requireSession();
  const fields = formSchema.safeParse(fieldsIn(form));
  if (!fields.success) redirect('/clusters/hygiene');
  const { kind, key } = fields.data;
  const view = viewOfQuery(fields.data.view);

  const viewed = await readViewed(session, view);
  // The page says why.
  if (!viewed.ok) redirect(hygieneHref(view));
  const lines = await linesOf(viewed.value, kind, key);
  const line = lines.find((each) => each.key === key);
  if (line === undefined || line.rows.length === 0) {
    const href = hygieneHref(view);
    redirect(`${href}${href.includes('?') ? '&' : '?'}gone=1`);
  }
  const begun = {
    view: fleetViewQuery(view, { page: 1 }),
    // By name: of a plan that is read, or attached to a ticket, the order is all there is to find one by.
    clusters: byNameIn(viewed.value.fleet.rows)(line.rows).map(({ id }) => clusterKey(id)),
    remove: removalsOf(line),
    add: additionsOf(line),
    sameAddresses: kind === 'covered' || kind === 'adjacent' || undefined,
  };
  return beginPlan(session, begun, { edits: kind === 'replace-by' });
}
