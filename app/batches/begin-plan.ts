import 'server-only';
import { redirect } from 'next/navigation';
import { formRefusal } from '#app/way-on';
import type { Session } from '#lib/auth/session';
import type { BatchDraft } from '#lib/changes/batch/batch';
import { draftBatch } from '#lib/changes/batch/batches';
import type { ActState } from '#lib/changes/shown/form-state';
import { fleetViewQuery, viewOfQuery } from '#lib/clusters/fleet/view-url';
import { batchPath, editPath } from './paths.ts';
import { unreadNow } from './plan-of.ts';

/** What a plan begins with: its clusters, and what is known already of what is asked of them. */
type Begun = Pick<BatchDraft, 'view' | 'clusters'> &
  Partial<Pick<BatchDraft, 'add' | 'remove' | 'sameAddresses'>>;

/**
 * Leads to the plan of a change of these clusters, or first to where it is said what is asked (`edits`). They are named now: what joins the list later is in
 * no plan that somebody has seen.
 */
export async function beginPlan(
  session: Session,
  begun: Begun,
  { edits = false } = {},
): Promise<ActState> {
  // Written anew, a view is no longer than a link can be.
  const view = fleetViewQuery(viewOfQuery(begun.view));
  const without = await unreadNow(session);
  const drafted = await draftBatch(session.grant.id, {
    add: [],
    remove: [],
    ...begun,
    view,
    without,
  });
  if (!drafted.ok) return { refusal: await formRefusal(session, drafted.error, '/clusters') };
  redirect(edits ? editPath(drafted.value) : batchPath(drafted.value));
}
