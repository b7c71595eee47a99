import { z } from 'zod';
import { type ClusterId, formatClusterId } from '#lib/clusters/resource-id';
import { apiVersions } from './api-versions.ts';
import type { Arm } from './arm.ts';
import type { Credential } from './credential.ts';
import { readPages } from './pages.ts';

/** A lock that keeps the cluster from being changed. */
export type Lock = {
  readonly name: string;
  readonly level: string;
  /** The resource id it was put on: the cluster, its resource group or its subscription. */
  readonly scope: string;
};

/** What stands between a person and a change, as far as Azure tells beforehand. Azure decides later. */
export type Rights = {
  readonly write: 'allowed' | 'missing' | 'unknown';
  /** The action to ask for, where it is missing. */
  readonly missing?: string;
  /** Only those that forbid changes; one against deletion does not. */
  readonly readOnlyLocks: readonly Lock[] | 'unknown';
};

const writeAction = 'Microsoft.ContainerService/managedClusters/write';

/**
 * Whether this person may write this cluster, and its locks. Deny assignments, policies and rights on
 * other resources are not in it. A question that Azure does not answer stays `unknown`.
 */
export async function readRights(arm: Arm, credential: Credential, id: ClusterId): Promise<Rights> {
  const [permissions, readOnlyLocks] = await Promise.all([
    listAuthorization(arm, credential, id, 'permissions', permissionSchema),
    listAuthorization(arm, credential, id, 'locks', lockSchema),
  ]);
  const locks = readOnlyLocks?.filter((lock) => lock.level.toLowerCase() === 'readonly');
  return { ...judgeWrite(permissions), readOnlyLocks: locks ?? 'unknown' };
}

const patterns = z.array(z.string()).catch([]);
const permissionSchema = z.object({ actions: patterns, notActions: patterns });
type Permission = z.infer<typeof permissionSchema>;

const lockSchema = z
  .object({ id: z.string(), name: z.string(), properties: z.object({ level: z.string() }) })
  .transform(({ id, name, properties }) => ({
    name,
    level: properties.level,
    scope: id.replace(/\/providers\/Microsoft\.Authorization\/locks\/[^/]+$/i, ''),
  }));

async function listAuthorization<T>(
  arm: Arm,
  credential: Credential,
  id: ClusterId,
  what: 'permissions' | 'locks',
  schema: z.ZodType<T>,
): Promise<readonly T[] | undefined> {
  const scope = `${formatClusterId(id)}/providers/Microsoft.Authorization`;
  const path = `${scope}/${what}?api-version=${apiVersions[what]}`;
  const items = await readPages(arm, credential, path);
  const parsed = items.ok ? z.array(schema).safeParse(items.value) : undefined;
  return parsed?.success ? parsed.data : undefined;
}

function judgeWrite(
  permissions: readonly Permission[] | undefined,
): Pick<Rights, 'write' | 'missing'> {
  if (permissions === undefined) return { write: 'unknown' };
  return permissions.some((permission) => grants(permission, writeAction))
    ? { write: 'allowed' }
    : { write: 'missing', missing: writeAction };
}

/**
 * What one role assignment grants: its actions without its notActions. Another assignment may still
 * grant what this one leaves out.
 *
 * Source: learn.microsoft.com/azure/role-based-access-control/role-definitions, "NotActions".
 */
function grants({ actions, notActions }: Permission, action: string): boolean {
  return matchesAny(actions, action) && !matchesAny(notActions, action);
}

function matchesAny(wildcards: readonly string[], action: string): boolean {
  return wildcards.some((wildcard) => {
    const parts = wildcard.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 'i').test(action);
  });
}
