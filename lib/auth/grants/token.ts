import type { AccountInfo, ConfidentialClientApplication } from '@azure/msal-node';
import type { AuthContext } from '#lib/auth/context';
import { authorityOf, makeMsal } from '#lib/auth/entra/msal';
import type { Failure } from '#lib/failure';
import { log } from '#lib/log';
import { err, ok, type Result } from '#lib/result';
import { takesNothing } from '#lib/store/takes-nothing';
import {
  type Grant,
  type KeptTokens,
  keepTokens,
  readTokens,
  tokensVersion,
} from './grant-store.ts';
import { recentTokens } from './recent-tokens.ts';
import { addRenewal } from './token-cache.ts';
import { tokenFailure } from './token-failure.ts';

/** Every writer that beats us has made progress, so a handful of rounds is plenty. */
const roundsAtMost = 8;

/** Calls under way: a page asks for the same token many times at once, Entra is asked once. */
const underWay = new Map<string, Promise<Result<string, Failure>>>();

/**
 * A token for Azure Resource Manager in one directory, renewed when it has less than five minutes
 * left. Claims that Azure asks for need the person: see `signInAgainPath`.
 */
export function acquireToken(
  context: AuthContext,
  grant: Grant,
  tenantId: string,
): Promise<Result<string, Failure>> {
  const key = JSON.stringify([grant.id, tenantId]);
  const already = underWay.get(key);
  if (already) return already;
  const call = recentOrNew(context, grant, tenantId).finally(() => underWay.delete(key));
  underWay.set(key, call);
  return call;
}

async function recentOrNew(
  context: AuthContext,
  grant: Grant,
  tenantId: string,
): Promise<Result<string, Failure>> {
  // To open and read MSAL's cache takes longer than to ask whether it has moved.
  const known = recentTokens().of(grant.id, tenantId);
  if (known && (await tokensVersion(context, grant.id)) === known.version) return ok(known.token);
  return acquire(context, grant, tenantId);
}

async function acquire(
  context: AuthContext,
  grant: Grant,
  tenantId: string,
): Promise<Result<string, Failure>> {
  const kept = await readTokens(context, grant.id);
  if (!kept) return err({ code: 'sign-in-needed' });

  try {
    const msal = await makeMsal(context.settings, isAbroad(context, grant, tenantId));
    const cache = msal.getTokenCache();
    cache.deserialize(kept.cache);
    // MSAL's own `hasChanged` says true even when nothing did.
    const before = cache.serialize();
    const account = await homeAccount(msal, grant);
    if (!account) return err({ code: 'sign-in-needed' });

    const { accessToken } = await msal.acquireTokenSilent({
      // Without the directory in the account MSAL answers with the home directory's token.
      account: { ...account, tenantId },
      authority: authorityOf(context.settings, tenantId),
      scopes: [context.settings.cloud.scope],
    });
    const after = cache.serialize();
    const isKept = after !== before && (await keepRenewal(context, grant.id, kept, after));
    if (!isKept) {
      recentTokens().keep(grant.id, tenantId, { token: accessToken, version: kept.version });
    }
    return ok(accessToken);
  } catch (error) {
    return err(tokenFailure(error));
  }
}

/** Where people sign in by the name of a directory, or in any, that is mostly their own. */
function isAbroad({ settings }: AuthContext, grant: Grant, tenantId: string): boolean {
  const isNamed = /^[0-9a-f-]{36}$/.test(settings.tenantId);
  return tenantId !== (isNamed ? settings.tenantId : grant.tenantId);
}

/** One person has an account entry per directory; any of them leads to the same refresh token. */
async function homeAccount(
  msal: ConfidentialClientApplication,
  { objectId, tenantId }: Grant,
): Promise<AccountInfo | undefined> {
  const accounts = await msal.getTokenCache().getAllAccounts();
  return accounts.find(({ homeAccountId }) => homeAccountId === `${objectId}.${tenantId}`);
}

/**
 * Writes what was renewed without undoing what others wrote since: other directories, a sign-in. False
 * where the store takes nothing now: the old tokens there can be renewed again.
 */
async function keepRenewal(
  context: AuthContext,
  grantId: string,
  base: KeptTokens,
  renewed: string,
): Promise<boolean> {
  try {
    await writeRenewal(context, grantId, base, renewed);
    return true;
  } catch (error) {
    if (!takesNothing(error)) throw error;
    log.warn({ err: error }, 'could not keep a renewed token');
    return false;
  }
}

async function writeRenewal(
  context: AuthContext,
  grantId: string,
  base: KeptTokens,
  renewed: string,
): Promise<void> {
  let kept = { ...base };
  for (let round = 0; round < roundsAtMost; round++) {
    const cache = addRenewal(base.cache, renewed, kept.cache);
    if (await keepTokens(context, grantId, { cache, version: kept.version })) return;
    const newer = await readTokens(context, grantId);
    // Signed out meanwhile. The token serves this one call and is kept nowhere.
    if (!newer) return;
    kept = newer;
  }
}
