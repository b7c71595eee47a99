import { CryptoProvider } from '@azure/msal-node';
import type { AuthContext } from '#lib/auth/context';
import { makeMsal, signInParameters } from '#lib/auth/entra/msal';
import { readThrownRefusal, type SignInRefusal } from '#lib/auth/entra/refusal';
import { randomSecret } from '#lib/auth/secrets';
import { err, ok, type Result } from '#lib/result';
import { keepPending } from './pending.ts';
import { returnPath } from './return-path.ts';

/** What a sign-in is for. */
export type SignInRequest = {
  /** A path of this site; anything else leads home. */
  readonly returnTo?: string | null | undefined;
  /** What Azure asked for on top (MFA, a fresh sign-in), as JSON text. */
  readonly claims?: string | undefined;
  /** User name to offer, so that a person need not choose again. */
  readonly loginHint?: string | undefined;
  /** Directory to sign in to instead of the configured one. */
  readonly tenantId?: string | undefined;
  /** Whose sign-in this renews; without it anybody may sign in. */
  readonly forGrantId?: string | undefined;
};

/** Where to send the browser, and what it must bring back. */
type StartedSignIn = {
  readonly url: string;
  /** Value of the cookie that ties the sign-in to this browser. */
  readonly browser: string;
};

/**
 * Starts a sign-in at Entra: authorization code with PKCE, state and nonce. `browser` is the value of
 * this browser's sign-in cookie when it has one; a second tab must not replace it. Refused where this
 * console cannot prove itself: nobody would get through.
 */
export async function startSignIn(
  context: AuthContext,
  request: SignInRequest,
  browser: string = randomSecret(),
): Promise<Result<StartedSignIn, SignInRefusal>> {
  try {
    return ok({ url: await entraUrl(context, request, browser), browser });
  } catch (error) {
    return err({ ...readThrownRefusal(error), returnTo: returnPath(request.returnTo) });
  }
}

async function entraUrl(
  context: AuthContext,
  request: SignInRequest,
  browser: string,
): Promise<string> {
  const { settings } = context;
  const tenantId = request.tenantId ?? settings.tenantId;
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const nonce = randomSecret();
  const { claims, forGrantId } = request;
  const state = await keepPending(context, browser, {
    nonce,
    verifier,
    tenantId,
    returnTo: returnPath(request.returnTo),
    claims,
    forGrantId,
  });

  const msal = await makeMsal(settings);
  return msal.getAuthCodeUrl({
    ...signInParameters(settings, tenantId, claims),
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    state,
    nonce,
    // Without a name to offer let people choose: many have an administrator's account as well.
    ...(request.loginHint === undefined
      ? { prompt: 'select_account' }
      : { loginHint: request.loginHint }),
  });
}
