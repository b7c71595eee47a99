import { currentSession } from '#lib/auth/next';
import { orNotNow, signOutRoute } from '#lib/auth/sign-in/routes';
import { cancelAll, hasUnfinished } from '#lib/changes/ledger';
import { textsIn } from '#lib/changes/shown/form-text';
import { currentParts } from '#lib/process';
import { settings } from '#lib/settings';

/**
 * Ends the session. With changes still under way it asks first; `changes` says what is to become of
 * those: `finish` keeps the person's right to act until they have ended, `cancel` cancels them.
 */
export function POST(request: Request): Promise<Response> {
  return orNotNow('sign you out', () => leave(request));
}

async function leave(request: Request): Promise<Response> {
  const wish = await wishOf(request.clone());
  const session = await currentSession();
  if (wish === undefined && session && (await hasUnfinished(session.grant.id))) {
    return Response.redirect(`${settings().publicUrl}/sign-out/ask`, 303);
  }
  return signOutRoute(request, async (grantId) => {
    currentParts().fleets.drop(grantId);
    if (wish === 'cancel') await cancelAll(grantId);
    return hasUnfinished(grantId);
  });
}

/** What is to become of changes; a post that is no form says nothing about them. */
function wishOf(request: Request): Promise<string | undefined> {
  return request.formData().then(
    (form) => textsIn(form, 'changes')[0],
    () => undefined,
  );
}
