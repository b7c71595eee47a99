import { redirect } from 'next/navigation';
import { notHere, orNotReady } from '#app/answers';
import { changePath } from '#app/clusters/paths';
import { currentAuth } from '#lib/auth/context';
import { requireSession } from '#lib/auth/next';
import { signInAgainPath } from '#lib/auth/sign-in/again';
import { changeFor, claimsFor } from '#lib/changes/ledger';

/**
 * Leads the author of a change to the sign-in that it waits for, and back to it. A link of its own:
 * a router that reads the page anew at the same moment may forget a redirect to another site.
 */
export const GET = orNotReady(answer);

async function answer(
  _: Request,
  { params }: RouteContext<'/changes/[id]/sign-in'>,
): Promise<Response> {
  const { id } = await params;
  const session = await requireSession();
  const grantId = session.grant.id;
  const change = await changeFor({ grantId }, id);
  if (change === undefined) return notHere();

  const claims = await claimsFor(grantId, id);
  const { clusterId, tenantId } = change;
  const again = { returnTo: changePath(clusterId, id), tenantId, claims };
  redirect(signInAgainPath(await currentAuth(), session, again));
}
