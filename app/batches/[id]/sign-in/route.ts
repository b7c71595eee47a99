import { redirect } from 'next/navigation';
import { notHere, orNotReady } from '#app/answers';
import { currentAuth } from '#lib/auth/context';
import { requireSession } from '#lib/auth/next';
import { signInAgainPath } from '#lib/auth/sign-in/again';
import { batchFor } from '#lib/changes/batch/batches';
import { signInOf } from '#lib/changes/batch/results';
import { batchPath } from '../../paths.ts';

/** Leads the author of a batch to the sign-in that it waits for, and back to it. */
export const GET = orNotReady(answer);

async function answer(
  _: Request,
  { params }: RouteContext<'/batches/[id]/sign-in'>,
): Promise<Response> {
  const { id } = await params;
  const session = await requireSession();
  const grantId = session.grant.id;
  if (!(await batchFor(grantId, id))) return notHere();

  const wanted = await signInOf(grantId, id);
  // Somebody was faster, in another tab.
  if (!wanted) redirect(batchPath(id));
  const again = { returnTo: batchPath(id), ...wanted };
  redirect(signInAgainPath(await currentAuth(), session, again));
}
