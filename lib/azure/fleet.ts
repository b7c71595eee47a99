import type { Fleet, Unreadable } from '#lib/clusters/fleet';
import type { Failure } from '#lib/failure';
import { ok, type Result } from '#lib/result';
import type { Arm } from './arm.ts';
import type { Credential } from './credential.ts';
import { listSubscriptions, type Subscription } from './directories.ts';
import { listClusters } from './fleet-listing.ts';
import { readRows } from './fleet-rows.ts';
import { type GraphRows, queryResourceGraph } from './resource-graph.ts';

const query = [
  'resources',
  "where type =~ 'microsoft.containerservice/managedclusters'",
  'project id, name, location, resourceGroup, subscriptionId, tenantId, tags, sku, properties',
  'order by id asc',
].join(' | ');

/**
 * Every cluster that the person sees in one directory: from Resource Graph in one query, or, where
 * that is refused, from AKS subscription by subscription. What could not be read is named, not left
 * out. Fails only when there is nothing to show: no usable token, or no way to Azure at all.
 */
export async function readFleet(arm: Arm, credential: Credential): Promise<Result<Fleet, Failure>> {
  const asOf = new Date(arm.now()).toISOString();
  const { tenantId } = credential;
  const [subscriptions, graph] = await Promise.all([
    listSubscriptions(arm, credential),
    queryResourceGraph(arm, credential, query),
  ]);
  if (graph.ok) return ok({ ...fleetFromGraph(graph.value, subscriptions, tenantId), asOf });
  // The list cannot know more than the question that both failed on.
  if (!subscriptions.ok) return subscriptions;
  if (isAboutToken(graph.error)) return graph;

  const listed = await listClusters(arm, credential, subscriptions.value);
  return ok({
    ...listed,
    asOf,
    subscriptionsTotal: subscriptions.value.length,
    notes: [{ code: 'listed-directly', failure: graph.error }],
  });
}

function fleetFromGraph(
  graph: GraphRows,
  subscriptions: Result<readonly Subscription[], Failure>,
  tenantId: string,
): Omit<Fleet, 'asOf'> {
  const known = subscriptions.ok ? subscriptions.value : [];
  const found = readRows(graph.rows, 'resource-graph', { tenantId, subscriptions: known });
  const seen = new Set([...known, ...found.rows.map((row) => row.id)].map(keyOf)).size;
  return {
    rows: found.rows,
    unreadable: subscriptions.ok
      ? found.unreadable
      : [...found.unreadable, unnamed(subscriptions.error)],
    subscriptionsRead: seen,
    subscriptionsTotal: seen,
    notes: graph.subscriptionsCut ? [{ code: 'subscriptions-truncated' }] : [],
  };
}

function keyOf({ subscriptionId }: { readonly subscriptionId: string }): string {
  return subscriptionId.toLowerCase();
}

/** The rows are there all the same, with the subscriptions' ids instead of their names. */
function unnamed(failure: Failure): Unreadable {
  return { scope: '/subscriptions', label: 'the names of your subscriptions', failure };
}

/** Failures that a listing would only meet again. */
function isAboutToken({ code }: Failure): boolean {
  return code === 'sign-in-needed' || code === 'claims-challenge' || code === 'challenge-repeated';
}
