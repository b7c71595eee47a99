import { callbackRoute } from '#lib/auth/sign-in/routes';
import { resumeAfterSignIn } from '#lib/changes/ledger';
import { currentParts } from '#lib/process';

export function GET(request: Request): Promise<Response> {
  return callbackRoute(request, {
    onSignedIn: (grantId) => currentParts().fleets.drop(grantId),
    // With another person nothing resumes: they would lend their rights to somebody else's change.
    onAgain: async ({ grantId, samePerson, ...proof }) => {
      if (samePerson) await resumeAfterSignIn(grantId, proof);
    },
  });
}
