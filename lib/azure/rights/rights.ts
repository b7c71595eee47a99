import { z } from 'zod';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import type { Cluster } from '#lib/clusters/cluster';
import type { LinkedRight } from '#lib/clusters/linked-rights';
import { formatClusterId } from '#lib/clusters/resource-id';
import type { Lock, Rights } from '#lib/clusters/rights';
import { readEligibleRoles, scopeCovers } from './eligible-roles.ts';
import { allow, listAuthorization, permissionSchema } from './permissions.ts';

/** The right that a change of a cluster takes. */
export const writeAction = 'Microsoft.ContainerService/managedClusters/write';

/** Other resources that are asked about for one page. */
const linkedAsked = 6;

type Reader = { readonly arm: Arm; readonly credential: Credential };

/**
 * Whether this person may write this cluster, and its locks; for who may, whether they hold the rights
 * on what it refers to; for who may not, the roles they could activate. Deny assignments and policies
 * are not in it. A question that Azure does not answer stays `unknown`.
 */
export async function readRights(
  arm: Arm,
  credential: Credential,
  cluster: Pick<Cluster, 'id' | 'linkedRights'>,
): Promise<Rights> {
  const scope = formatClusterId(cluster.id);
  const [write, readOnlyLocks] = await Promise.all([
    readWrite({ arm, credential }, scope, cluster.linkedRights),
    readLocks({ arm, credential }, scope),
  ]);
  return { ...write, readOnlyLocks };
}

async function readWrite(
  { arm, credential }: Reader,
  scope: string,
  linked: readonly LinkedRight[],
): Promise<Omit<Rights, 'readOnlyLocks'>> {
  const nothing = { eligible: [], linkedMissing: [] };
  const permissions = await listAuthorization(
    arm,
    credential,
    scope,
    'permissions',
    permissionSchema,
  );
  if (permissions === undefined) return { write: 'unknown', ...nothing };
  if (allow(permissions, writeAction)) {
    const linkedMissing = await missingAmong({ arm, credential }, linked.slice(0, linkedAsked));
    return { write: 'allowed', ...nothing, linkedMissing };
  }
  const eligible = await readEligibleRoles(arm, credential, scope, writeAction);
  return { write: 'missing', missing: writeAction, ...nothing, eligible };
}

/** Those that Azure says are not there; one that it says nothing about is not among them. */
async function missingAmong(
  { arm, credential }: Reader,
  rights: readonly LinkedRight[],
): Promise<readonly LinkedRight[]> {
  const isMissing = await Promise.all(
    rights.map(async ({ action, scope }) => {
      const held = await listAuthorization(arm, credential, scope, 'permissions', permissionSchema);
      return held !== undefined && !allow(held, action);
    }),
  );
  return rights.filter((_, index) => isMissing[index]);
}

/** A lock, as Azure lists it. */
export const lockSchema = z
  .object({ id: z.string(), name: z.string(), properties: z.object({ level: z.string() }) })
  .transform(({ id, name, properties }) => ({
    name,
    level: properties.level,
    scope: id.replace(/\/providers\/Microsoft\.Authorization\/locks\/[^/]+$/i, ''),
  }));

async function readLocks(
  { arm, credential }: Reader,
  scope: string,
): Promise<readonly Lock[] | 'unknown'> {
  const locks = await listAuthorization(arm, credential, scope, 'locks', lockSchema);
  return locks === undefined ? 'unknown' : readOnlyLocksOn(scope, locks);
}

/** Those that forbid changes of `scope`: Azure lists what lies below it, and below what was asked about, too. */
export function readOnlyLocksOn(scope: string, locks: readonly Lock[]): readonly Lock[] {
  return locks.filter(
    (lock) => lock.level.toLowerCase() === 'readonly' && scopeCovers(lock.scope, scope),
  );
}
