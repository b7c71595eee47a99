import { z } from 'zod';
import { apiVersions } from '#lib/azure/api-versions';
import { clusterListUrl } from '#lib/azure/cluster/cluster';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { createLimit, type Limit } from '#lib/azure/http/limit';
import { readPages } from '#lib/azure/http/pages';
import type { Unreadable } from '#lib/clusters/fleet/fleet';
import type { Failure } from '#lib/failure';
import { ok, type Result } from '#lib/result';
import type { Subscription } from './directories.ts';
import { makeReadPace, type ReadPace } from './read-pace.ts';
import { type FleetPart, type RowReader, rowReader } from './rows.ts';

/**
 * How many lists are read at the same time. It only keeps the number of sockets down: ARM and AKS
 * limit each subscription by itself.
 */
const listsAtOnce = 32;

type Lister = {
  readonly arm: Arm;
  readonly credential: Credential;
  readonly limit: Limit;
  readonly read: RowReader;
  readonly pace: ReadPace;
};

/** The clusters that were listed, and of how many subscriptions everything could be read. */
export type ListedClusters = FleetPart & { readonly subscriptionsRead: number };

/** After how many subscriptions `onPart` is called: a tenth of all, and not fewer than 8. */
function stepOf(subscriptions: number): number {
  return Math.max(8, Math.ceil(subscriptions / 10));
}

/**
 * Lists the clusters of these subscriptions with AKS itself. Where the person may not list a
 * subscription, the resource groups that they see in it are listed. `onPart` is called now and then
 * with all that has come so far.
 */
export async function listClusters(
  arm: Arm,
  credential: Credential,
  subscriptions: readonly Subscription[],
  onPart: (part: ListedClusters) => void,
): Promise<ListedClusters> {
  const read = rowReader({ tenantId: credential.tenantId, subscriptions });
  const lister = { arm, credential, limit: createLimit(listsAtOnce), read, pace: makeReadPace() };
  const step = stepOf(subscriptions.length);
  const parts = new Map<number, ListedSubscription>();
  const inOrder = () => joined([...parts].sort(([a], [b]) => a - b).map(([, part]) => part));
  await Promise.all(
    subscriptions.map(async (subscription, at) => {
      parts.set(at, await listOfSubscription(lister, subscription));
      const isMore = parts.size < subscriptions.length;
      if (isMore && parts.size % step === 0) onPart(inOrder());
    }),
  );
  return inOrder();
}

function joined(parts: readonly ListedSubscription[]): ListedClusters {
  return {
    rows: parts.flatMap((part) => part.rows),
    unreadable: parts.flatMap((part) => part.unreadable),
    subscriptionsRead: parts.filter((part) => part.complete).length,
  };
}

type ListedSubscription = FleetPart & { readonly complete: boolean };

async function listOfSubscription(
  lister: Lister,
  subscription: Subscription,
): Promise<ListedSubscription> {
  const scope = `/subscriptions/${subscription.subscriptionId}`;
  const whole = await listOfScope(lister, scope);
  if (whole.ok) return { ...whole.value, complete: true };
  const refused = {
    rows: [],
    unreadable: [{ scope, label: subscription.name, failure: whole.error }],
  };
  if (!isForbidden(whole.error)) return { ...refused, complete: false };

  const groups = await listGroups(lister, scope);
  if (groups.length === 0) return { ...refused, complete: false };
  const listed = await Promise.all(
    groups.map(async (group) => ({ group, answer: await listOfScope(lister, group.id) })),
  );
  // A thousand subscriptions are named, their ten thousand groups would be read by nobody.
  if (listed.every(({ answer }) => !answer.ok && isForbidden(answer.error))) {
    return { ...refused, complete: false };
  }
  const parts = listed.map(({ group, answer }) => partOfGroup(group, subscription, answer));
  const unreadable = parts.flatMap((part) => part.unreadable);
  return {
    rows: parts.flatMap((part) => part.rows),
    unreadable,
    complete: unreadable.length === 0,
  };
}

/** True also for a 403 that does not name the missing right in words that we know. */
function isForbidden(failure: Failure): boolean {
  return (
    failure.code === 'not-authorized' || (failure.code === 'objection' && failure.status === 403)
  );
}

type Group = { readonly id: string; readonly name: string };

function partOfGroup(
  group: Group,
  subscription: Subscription,
  listed: Result<FleetPart, Failure>,
): FleetPart {
  if (listed.ok) return listed.value;
  const label = `${group.name} (${subscription.name})`;
  const unreadable: Unreadable = { scope: group.id, label, failure: listed.error };
  return { rows: [], unreadable: [unreadable] };
}

async function listOfScope(
  { arm, credential, limit, read, pace }: Lister,
  scope: string,
): Promise<Result<FleetPart, Failure>> {
  const items = await limit(async () => {
    await pace(subscriptionIn(scope));
    return readPages(arm, credential, clusterListUrl(scope));
  });
  if (items.ok) return ok(read(items.value, 'direct'));
  const code = items.error.azureCode?.toLowerCase() ?? '';
  return neverHadAks.includes(code) ? ok({ rows: [], unreadable: [] }) : items;
}

/** Without the resource provider there is no cluster. Source: docs/azure-facts.md. */
const neverHadAks = ['missingsubscriptionregistration', 'subscriptionnotregistered'];

/** The subscription id in a scope `/subscriptions/{id}` or below. */
function subscriptionIn(scope: string): string {
  return scope.split('/')[2] ?? scope;
}

const groupSchema = z.object({ id: z.string(), name: z.string() });

/** The resource groups that the person sees; none where that is refused too. */
async function listGroups({ arm, credential, limit }: Lister, scope: string) {
  const path = `${scope}/resourcegroups?api-version=${apiVersions.resourceGroups}`;
  const items = await limit(() => readPages(arm, credential, path));
  if (!items.ok) return [];
  return items.value.flatMap((item): Group[] => {
    const group = groupSchema.safeParse(item);
    return group.success ? [group.data] : [];
  });
}
