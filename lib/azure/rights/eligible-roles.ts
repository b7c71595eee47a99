import { z } from 'zod';
import { apiVersions } from '#lib/azure/api-versions';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { readAs } from '#lib/azure/http/read';
import type { EligibleRole } from '#lib/clusters/rights';
import { allow, listAuthorization, permissionSchema } from './permissions.ts';

/** More definitions than this are not read for one page. */
const definitionsRead = 8;

/**
 * The roles that this person may activate (PIM) and that would let them do `action` on `scope`. A role
 * whose definition cannot be read is named as one that perhaps would. `unknown` when Azure does not
 * list them, as where PIM is not licensed.
 *
 * Source: learn.microsoft.com/rest/api/authorization/role-eligibility-schedule-instances/list-for-scope,
 * "asTarget".
 */
export async function readEligibleRoles(
  arm: Arm,
  credential: Credential,
  scope: string,
  action: string,
): Promise<readonly EligibleRole[] | 'unknown'> {
  const what = 'roleEligibilityScheduleInstances';
  const listed = await listAuthorization(arm, credential, scope, what, eligibilitySchema);
  if (listed === undefined) return 'unknown';
  // The list may hold roles on what lies below the scope, too.
  const covering = listed
    .filter((role) => scopeCovers(role.scope, scope))
    .slice(0, definitionsRead);
  const judged = await Promise.all(
    covering.map(async (role): Promise<EligibleRole | undefined> => {
      const grants = await roleGrants(arm, credential, { scope, action, roleId: role.roleId });
      return grants === 'no' ? undefined : { name: role.name, scope: role.scope, grants };
    }),
  );
  return judged.filter((role) => role !== undefined);
}

const eligibilitySchema = z
  .object({
    properties: z.object({
      scope: z.string(),
      roleDefinitionId: z.string(),
      expandedProperties: z
        .object({ roleDefinition: z.object({ displayName: z.string() }) })
        .optional()
        .catch(undefined),
    }),
  })
  .transform(({ properties: { scope, roleDefinitionId, expandedProperties } }) => {
    const roleId = roleDefinitionId.split('/').at(-1) ?? '';
    return { scope, roleId, name: expandedProperties?.roleDefinition.displayName ?? roleId };
  });

const definitionSchema = z.object({
  properties: z.object({ permissions: z.array(permissionSchema) }),
});

/** The definition is read at the cluster, where a reader of the cluster may read it. */
async function roleGrants(
  arm: Arm,
  credential: Credential,
  { scope, action, roleId }: { scope: string; action: string; roleId: string },
): Promise<'yes' | 'no' | 'unknown'> {
  const path = `${scope}/providers/Microsoft.Authorization/roleDefinitions/${encodeURIComponent(roleId)}`;
  const url = `${path}?api-version=${apiVersions.roleDefinitions}`;
  const definition = await readAs(arm, credential, { url }, definitionSchema);
  if (!definition.ok) return 'unknown';
  return allow(definition.value.properties.permissions, action) ? 'yes' : 'no';
}

/** Whether what holds at `outer` holds at `inner`, too: the same scope, or one above it. */
export function scopeCovers(outer: string, inner: string): boolean {
  const scope = outer.toLowerCase().replace(/\/+$/, '');
  // A management group lies above every subscription that it is listed for.
  if (scope.startsWith('/providers/microsoft.management/managementgroups/')) return true;
  return inner.toLowerCase() === scope || inner.toLowerCase().startsWith(`${scope}/`);
}
