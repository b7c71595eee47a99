import type { AuthContext } from '#lib/auth/context';
import { makeMsal, signInParameters } from '#lib/auth/entra/msal';
import { readSignInRefusal, readThrownRefusal, type SignInRefusal } from '#lib/auth/entra/refusal';
import { findGrant } from '#lib/auth/grants/find-grant';
import { type Grant, recordGrant, type SignedIn } from '#lib/auth/grants/grant-store';
import { endSession, findSession, startSession } from '#lib/auth/session';
import { err, ok, type Result } from '#lib/result';
import { type PendingSignIn, takePending } from './pending.ts';
import { readPerson } from './person.ts';

/** What the browser brings back from Entra. */
type SignInAnswer = {
  readonly query: URLSearchParams;
  /** Values of the two cookies. */
  readonly browser: string | undefined;
  readonly session: string | undefined;
};

/** A sign-in that went well. */
export type FinishedSignIn = {
  readonly grant: Grant;
  /** Value of the new session cookie; a session the browser had before has ended. */
  readonly session: string;
  readonly returnTo: string;
  /**
   * Set when this renewed a sign-in, to resume what waited for it. With another person nothing may be
   * resumed: they would lend their rights to somebody else's change.
   */
  readonly again?: {
    readonly grantId: string;
    readonly samePerson: boolean;
    /** The directory that was signed in to. */
    readonly tenantId: string;
    /** What had to be proved on top, as JSON text. */
    readonly claims: string | undefined;
  };
};

/** Who signed in, and to which directory. */
type Redeemed = { readonly signedIn: SignedIn; readonly tenantId: string };

/**
 * Finishes a sign-in with Entra's answer: checks that this browser started it (once, within ten
 * minutes), redeems the code, keeps the grant, and starts a session with a new id.
 */
export async function finishSignIn(
  context: AuthContext,
  { query, browser, session }: SignInAnswer,
): Promise<Result<FinishedSignIn, SignInRefusal>> {
  const state = query.get('state');
  const pending = state && browser ? await takePending(context, state, browser) : undefined;
  // Without a sign-in of our own what came is anybody's text, so nothing of it is shown.
  if (!state || !pending) return err({ code: 'expired' });
  const { returnTo } = pending;

  const error = query.get('error');
  if (error !== null) {
    return err({ ...readSignInRefusal(error, query.get('error_description') ?? ''), returnTo });
  }
  const redeemed = await redeemCode(context, state, query, pending);
  if (!redeemed.ok) return err({ ...redeemed.error, returnTo });
  if (await isStranger(context, pending, redeemed.value.signedIn)) {
    return err({ code: 'someone-else', returnTo });
  }
  return ok(await begin(context, pending, redeemed.value, session));
}

async function redeemCode(
  { settings }: AuthContext,
  state: string,
  query: URLSearchParams,
  { verifier, nonce, tenantId, claims, forGrantId }: PendingSignIn,
): Promise<Result<Redeemed, SignInRefusal>> {
  const code = query.get('code') ?? '';
  const msal = await makeMsal(settings);
  try {
    const result = await msal.acquireTokenByCode(
      {
        code,
        state,
        nonce,
        codeVerifier: verifier,
        ...signInParameters(settings, tenantId, claims),
      },
      { code, state: query.get('state') ?? '' },
    );
    const person = readPerson(result.account);
    if (!person.ok) return person;
    const cache = msal.getTokenCache().serialize();
    const signedIn = { ...person.value, cache, again: forGrantId !== undefined };
    return ok({ signedIn, tenantId: result.tenantId });
  } catch (error) {
    return err(readThrownRefusal(error));
  }
}

/**
 * Proving oneself again may happen in any directory, but only the configured one decides who uses this
 * console: elsewhere nobody but the person in question gets in.
 */
async function isStranger(
  context: AuthContext,
  { tenantId, forGrantId }: PendingSignIn,
  { tenantId: homeTenantId, objectId }: SignedIn,
): Promise<boolean> {
  const configured = context.settings.tenantId;
  if (forGrantId === undefined || tenantId === configured || configured === 'organizations') {
    return false;
  }
  const renewed = await findGrant(context, forGrantId);
  if (!renewed.ok) return true;
  return renewed.value.objectId !== objectId || renewed.value.tenantId !== homeTenantId;
}

async function begin(
  context: AuthContext,
  { forGrantId, returnTo, claims }: PendingSignIn,
  { signedIn, tenantId }: Redeemed,
  oldSession: string | undefined,
): Promise<FinishedSignIn> {
  return context.db.transaction(async (tx) => {
    const inside = { ...context, db: tx };
    const before = oldSession === undefined ? undefined : await findSession(inside, oldSession);
    if (oldSession !== undefined) await endSession(tx, oldSession);
    const grant = await recordGrant(inside, signedIn);
    const samePerson = before?.grant.id === grant.id;
    const session = await startSession(inside, grant.id, samePerson ? before?.address : undefined);
    if (forGrantId === undefined) return { grant, session, returnTo };
    const again = { grantId: forGrantId, samePerson: forGrantId === grant.id, tenantId, claims };
    return { grant, session, returnTo, again };
  });
}
