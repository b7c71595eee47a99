import { callbackRoute } from '#lib/auth/routes';
import { resumeAfterSignIn } from '#lib/changes/ledger';

export function GET(request: Request): Promise<Response> {
  return callbackRoute(request, {
    // With another person nothing resumes: they would lend their rights to somebody else's change.
    onAgain: async ({ grantId, samePerson }) => {
      if (samePerson) await resumeAfterSignIn(grantId);
    },
  });
}
