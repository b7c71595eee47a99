import { z } from 'zod';
import { apiVersions } from '#lib/azure/api-versions';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { readPages } from '#lib/azure/http/pages';

const patterns = z.array(z.string()).catch([]);

/** What one role grants, as both a list of permissions and a role's definition spell it. */
export const permissionSchema = z.object({ actions: patterns, notActions: patterns });
type Permission = z.infer<typeof permissionSchema>;

/**
 * True when one of the roles allows the action: its actions without its notActions. What one role
 * leaves out, another may still grant.
 *
 * Source: learn.microsoft.com/azure/role-based-access-control/role-definitions, "NotActions".
 */
export function allow(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(
    ({ actions, notActions }) => matchesAny(actions, action) && !matchesAny(notActions, action),
  );
}

/**
 * The items of a list of Microsoft.Authorization under `scope`, such as locks; undefined when Azure
 * does not answer with them.
 */
export async function listAuthorization<T>(
  arm: Arm,
  credential: Credential,
  scope: string,
  what: 'permissions' | 'locks' | 'roleEligibilityScheduleInstances',
  schema: z.ZodType<T>,
): Promise<readonly T[] | undefined> {
  const only = what === 'roleEligibilityScheduleInstances' ? '&$filter=asTarget()' : '';
  const path = `${scope}/providers/Microsoft.Authorization/${what}?api-version=${apiVersions[what]}${only}`;
  const items = await readPages(arm, credential, path);
  const parsed = items.ok ? z.array(schema).safeParse(items.value) : undefined;
  return parsed?.success ? parsed.data : undefined;
}

function matchesAny(wildcards: readonly string[], action: string): boolean {
  return wildcards.some((wildcard) => {
    const source = wildcard.split('*').map(RegExp.escape).join('.*');
    return new RegExp(`^${source}$`, 'i').test(action);
  });
}
