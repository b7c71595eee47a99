import { z } from 'zod';
import { apiVersions } from '#lib/azure/api-versions';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { readPages } from '#lib/azure/http/pages';
import { sendAnonymously } from '#lib/azure/http/send';
import { readChallengedTenant } from '#lib/azure/refusal/challenge';
import { readRefusal } from '#lib/azure/refusal/refusal';
import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';

/** A directory (tenant) that Azure lists for an account. */
export type Directory = {
  readonly tenantId: string;
  readonly name: string;
  /**
   * Listed for the sake of something that is managed there from another directory (Lighthouse), whose
   * token lists it: the person need not have an account there.
   */
  readonly isManaged: boolean;
};

/** A subscription as one directory's token lists it; its own home may be another one (Lighthouse). */
export type Subscription = { readonly subscriptionId: string; readonly name: string };

const text = z.string().min(1).optional().catch(undefined);

const directorySchema = z
  .object({ tenantId: z.string(), displayName: text, defaultDomain: text, tenantCategory: text })
  .transform(({ tenantId, displayName, defaultDomain, tenantCategory = '' }) => ({
    tenantId,
    name: displayName ?? defaultDomain ?? tenantId,
    isManaged: /^(managed|projected)by$/i.test(tenantCategory),
  }));

const subscriptionSchema = z
  .object({ subscriptionId: z.string(), displayName: text })
  .transform(({ subscriptionId, displayName }) => ({
    subscriptionId,
    name: displayName ?? subscriptionId,
  }));

/** Every directory that Azure lists for the account, whichever of them the token is for. */
export async function listDirectories(
  arm: Arm,
  credential: Credential,
): Promise<Result<readonly Directory[], Failure>> {
  const path = `/tenants?api-version=${apiVersions.subscriptions}`;
  return listAs(arm, credential, path, directorySchema);
}

/** Every subscription that the person sees in the credential's directory. */
export async function listSubscriptions(
  arm: Arm,
  credential: Credential,
): Promise<Result<readonly Subscription[], Failure>> {
  const path = `/subscriptions?api-version=${apiVersions.subscriptions}`;
  return listAs(arm, credential, path, subscriptionSchema);
}

/**
 * The directory that a subscription belongs to, for a link to a cluster of a directory that is not
 * known yet. Azure names it when it refuses a question that comes without a token.
 */
export async function findDirectory(
  arm: Arm,
  subscriptionId: string,
): Promise<Result<string, Failure>> {
  const version = apiVersions.subscriptions;
  const path = `/subscriptions/${encodeURIComponent(subscriptionId)}?api-version=${version}`;
  const answer = await sendAnonymously(arm, path);
  if (!answer.ok) return err(answer.error.failure);
  const tenantId = readChallengedTenant(answer.value.headers);
  return tenantId === undefined ? err(readRefusal(answer.value)) : ok(tenantId);
}

async function listAs<T>(
  arm: Arm,
  credential: Credential,
  path: string,
  schema: z.ZodType<T>,
): Promise<Result<readonly T[], Failure>> {
  const items = await readPages(arm, credential, path);
  if (!items.ok) return items;
  const parsed = z.array(schema).safeParse(items.value);
  if (parsed.success) return ok(parsed.data);
  const azureMessage = `Unreadable list: ${parsed.error.issues[0]?.message ?? ''}`;
  return err({ code: 'azure-error', status: 200, azureMessage });
}
