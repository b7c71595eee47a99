import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { firstOfFleet } from '#lib/clusters/fleet/first-of-fleet';
import type { Fleet, FleetListener, FleetNote, Unreadable } from '#lib/clusters/fleet/fleet';
import type { Failure } from '#lib/failure';
import { ok, type Result } from '#lib/result';
import { listSubscriptions, type Subscription } from './directories.ts';
import { type FleetQuestion, type GraphFleet, type GraphRows, readFleetGraph } from './graph.ts';
import { type GraphQuota, makeGraphQuota } from './graph-quota.ts';
import { type ListedClusters, listClusters } from './listing.ts';
import { objectsToQuestion } from './resource-graph.ts';
import type { RowMemory } from './row-memory.ts';
import { rowTakers } from './row-takers.ts';
import { type RowNamer, rowNamer } from './rows.ts';
import { readFleetInScopes, visibleAtOnce } from './scopes.ts';

/** What is known from earlier readings of the same person in the same directory, and who follows along. */
type FleetOptions = Partial<FleetListener> & {
  readonly quota?: GraphQuota;
  /** How many clusters there were last time, or may be. */
  readonly expected?: number;
  readonly memory?: RowMemory;
};

/**
 * Every cluster that the person sees in one directory: from Resource Graph, or, where that is refused,
 * from AKS subscription by subscription. What could not be read is named, not left out. Fails only when
 * there is nothing to show: no usable token, or no way to Azure at all.
 */
export async function readFleet(
  arm: Arm,
  credential: Credential,
  {
    quota = makeGraphQuota(),
    expected = 0,
    memory,
    onPart = () => {},
    onRows = () => {},
  }: FleetOptions = {},
): Promise<Result<Fleet, Failure>> {
  const asOf = new Date(arm.now()).toISOString();
  const listing = listSubscriptions(arm, credential);
  const namer = listing.then((listed) =>
    rowNamer({
      tenantId: credential.tenantId,
      subscriptions: listed.ok ? listed.value : [],
    }),
  );
  const tellFirst = firstPageTeller(asOf, onPart);
  const onPage = (page: GraphRows) => {
    onRows(page.rows);
    tellFirst(page);
  };
  const makeTaker = rowTakers(memory);
  const question = { arm, credential, quota, makeTaker, expected, onPage };
  const first = await readGraph(question, namer, listing);
  const subscriptions = await listing;
  const hasSome = subscriptions.ok && subscriptions.value.length > 0;
  const isObjection = !first.ok && objectsToQuestion(first.error);
  const seen =
    isObjection && hasSome ? await readGraph({ ...question, plain: true }, namer, listing) : first;
  if (seen.ok) return ok({ ...fleetFromGraph(seen.value, subscriptions), asOf });
  // The list cannot know more than the question that both failed on.
  if (!subscriptions.ok) return subscriptions;
  if (isAboutToken(seen.error)) return seen;

  // Resource Graph objects to a question about no subscription at all, as of a guest.
  const isNowhere = isObjection && !hasSome;
  const listedFleet = (listed: ListedClusters): Fleet => ({
    ...listed,
    asOf,
    subscriptionsTotal: subscriptions.value.length,
    notes: isNowhere ? [] : [{ code: 'listed-directly', failure: seen.error }],
  });
  const listed = await listClusters(arm, credential, subscriptions.value, (part) =>
    onPart({ fleet: listedFleet(part) }),
  );
  return ok(listedFleet(listed));
}

/** From Resource Graph, in scopes where there are more subscriptions than it searches at once. */
async function readGraph(
  question: FleetQuestion,
  namer: Promise<RowNamer>,
  listing: Promise<Result<readonly Subscription[], Failure>>,
): Promise<Result<GraphFleet, Failure>> {
  const [subscriptions, graph] = await Promise.all([listing, readFleetGraph(question, namer)]);
  const isMore = subscriptions.ok && subscriptions.value.length > visibleAtOnce;
  return isMore && isAboutScope(graph)
    ? readInScopes(question, namer, subscriptions.value, graph)
    : graph;
}

/**
 * Whether Azure answered, if only that it objects: it may refuse a question about more subscriptions than
 * it searches, or leave some out, whether it says so or not.
 */
function isAboutScope(graph: Result<GraphFleet, Failure>): boolean {
  return graph.ok || objectsToQuestion(graph.error);
}

/** By name all are searched. Where that fails, what the first question showed counts as cut. */
async function readInScopes(
  question: FleetQuestion,
  namer: Promise<RowNamer>,
  subscriptions: readonly Subscription[],
  first: Result<GraphFleet, Failure>,
): Promise<Result<GraphFleet, Failure>> {
  const whole = await readFleetInScopes(question, namer, subscriptions);
  if (whole.ok || !first.ok) return whole;
  return ok({ ...first.value, subscriptionsCut: true });
}

/** The first page is worth showing; all others come at the same time, or nearly. */
function firstPageTeller(asOf: string, onPart: FleetListener['onPart']) {
  let isTold = false;
  return ({ soFar, total }: GraphRows): void => {
    if (isTold || total === undefined) return;
    isTold = true;
    const some = soFar();
    if (some.length < total) onPart({ fleet: firstOfFleet(some, asOf), total });
  };
}

function fleetFromGraph(
  { rows, unreadable, subscriptionsCut, missing }: GraphFleet,
  subscriptions: Result<readonly Subscription[], Failure>,
): Omit<Fleet, 'asOf'> {
  const known = subscriptions.ok ? subscriptions.value : [];
  const seen = new Set([...known, ...rows.map((row) => row.id)].map(keyOf)).size;
  const notes: readonly FleetNote[] = [
    ...(subscriptionsCut ? [{ code: 'subscriptions-truncated' } as const] : []),
    ...(missing > 0 ? [{ code: 'clusters-missing', missing } as const] : []),
  ];
  return {
    rows,
    unreadable: subscriptions.ok ? unreadable : [...unreadable, unnamed(subscriptions.error)],
    subscriptionsRead: seen,
    subscriptionsTotal: seen,
    notes,
  };
}

function keyOf({ subscriptionId }: { readonly subscriptionId: string }): string {
  return subscriptionId.toLowerCase();
}

/** The rows are there all the same, with the subscriptions' ids instead of their names. */
function unnamed(failure: Failure): Unreadable {
  return { scope: '/subscriptions', label: 'the names of your subscriptions', failure };
}

const aboutToken: readonly Failure['code'][] = [
  'sign-in-needed',
  'claims-challenge',
  'challenge-repeated',
  'console-not-accepted',
];

/** Failures that a listing would only meet again. */
function isAboutToken({ code }: Failure): boolean {
  return aboutToken.includes(code);
}
