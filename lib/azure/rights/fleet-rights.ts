import type { z } from 'zod';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { createLimit } from '#lib/azure/http/limit';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import type { FleetRights } from '#lib/clusters/fleet/rights';
import { type ClusterId, clusterKey, formatClusterId } from '#lib/clusters/resource-id';
import { allow, listAuthorization, permissionSchema } from './permissions.ts';
import { lockSchema, readOnlyLocksOn, writeAction } from './rights.ts';

const questionsAtOnce = 64;

/**
 * Of ARM's 250 reads at once for one person in one subscription, the change that follows needs some; and
 * a page need not ask for longer than some seconds.
 */
const mostQuestions = { ofSubscription: 100, together: 2_500 };

/**
 * Which of these clusters this person may not write, and on which a lock forbids changes. Each
 * subscription is asked about first, and where that does not settle it, its resource groups, then its
 * clusters: a role may be on either. What Azure does not answer, and what would be too many questions,
 * is `unknown`.
 */
export async function readFleetRights(
  arm: Arm,
  credentialOf: (tenantId: string) => Credential,
  rows: readonly FleetRow[],
): Promise<FleetRights> {
  const limit = createLimit(questionsAtOnce);
  const asked = new Map<string, number>();
  let together = 0;
  const list: List = async (scope, { tenantId, id }, what, schema) => {
    const ofSubscription = asked.get(id.subscriptionId) ?? 0;
    if (ofSubscription >= mostQuestions.ofSubscription) return undefined;
    if (together >= mostQuestions.together) return undefined;
    asked.set(id.subscriptionId, ofSubscription + 1);
    together += 1;
    return limit(() => listAuthorization(arm, credentialOf(tenantId), scope, what, schema));
  };
  const [missing, allowed, locked] = [new Set<string>(), new Set<string>(), new Set<string>()];
  await Promise.all([
    narrowing(rows, async (scope, some, width) => {
      const held = await list(scope, some[0], 'permissions', permissionSchema);
      const isAllowed = held !== undefined && allow(held, writeAction);
      const isSettled = isAllowed || (held !== undefined && width === 'cluster');
      if (isSettled) for (const { id } of some) (isAllowed ? allowed : missing).add(clusterKey(id));
      return isSettled;
    }),
    narrowing(rows, async (scope, some) => {
      const locks = await list(scope, some[0], 'locks', lockSchema);
      for (const { id } of some) {
        if (locks && readOnlyLocksOn(formatClusterId(id), locks).length > 0)
          locked.add(clusterKey(id));
      }
      return locks !== undefined;
    }),
  ]);
  for (const key of missing) locked.delete(key);
  const those = (keys: ReadonlySet<string>) => rows.filter(({ id }) => keys.has(clusterKey(id)));
  return {
    missing: those(missing),
    locked: those(locked),
    unknown: rows.length - missing.size - allowed.size,
  };
}

type List = <T>(
  scope: string,
  seenBy: FleetRow,
  ...of: [what: 'permissions' | 'locks', schema: z.ZodType<T>]
) => Promise<readonly T[] | undefined>;

type Width = 'subscription' | 'group' | 'cluster';
type Some = readonly [FleetRow, ...FleetRow[]];

/** Judges scopes side by side, and of each that is not settled so the narrower ones. */
async function narrowing(
  rows: readonly FleetRow[],
  judge: (scope: string, rows: Some, width: Width) => Promise<boolean>,
  width: Width = 'subscription',
): Promise<void> {
  const scopes = Map.groupBy(rows, ({ id }) => scopeOf(id, width));
  await Promise.all(
    [...scopes].map(async ([scope, [first, ...more]]) => {
      if (!first) return;
      const some: Some = [first, ...more];
      // Of a group with one cluster, the cluster tells all.
      if (width === 'group' && more.length === 0) await narrowing(some, judge, 'cluster');
      else if (!(await judge(scope, some, width)) && width !== 'cluster') {
        await narrowing(some, judge, width === 'subscription' ? 'group' : 'cluster');
      }
    }),
  );
}

function scopeOf(id: ClusterId, width: Width): string {
  const subscription = `/subscriptions/${id.subscriptionId}`;
  if (width === 'subscription') return subscription;
  return width === 'group'
    ? `${subscription}/resourceGroups/${id.resourceGroup}`
    : formatClusterId(id);
}
