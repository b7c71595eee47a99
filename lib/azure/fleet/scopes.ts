import type { Failure } from '#lib/failure';
import { ok, type Result } from '#lib/result';
import type { Subscription } from './directories.ts';
import { type FleetQuestion, type GraphFleet, readFleetGraph } from './graph.ts';
import type { RowNamer } from './rows.ts';

/**
 * Without named subscriptions Resource Graph searches the first 10,000 only, and says so.
 * Source: learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests.
 */
export const visibleAtOnce = 10_000;

/** How many subscriptions one question may name. Source: …/resource-graph/troubleshoot/general. */
const namedAtOnce = 1_000;

/** As `readFleetGraph`, a thousand named subscriptions at a time, side by side: nothing is cut then. */
export async function readFleetInScopes(
  question: FleetQuestion,
  namer: Promise<RowNamer>,
  subscriptions: readonly Subscription[],
): Promise<Result<GraphFleet, Failure>> {
  const ids = subscriptions.map(({ subscriptionId }) => subscriptionId);
  const scopes = Array.from({ length: Math.ceil(ids.length / namedAtOnce) }, (_, scope) =>
    ids.slice(scope * namedAtOnce, (scope + 1) * namedAtOnce),
  );
  const read = await Promise.all(
    scopes.map((named) =>
      readFleetGraph({ ...question, expected: 0, subscriptions: named }, namer),
    ),
  );
  const parts: GraphFleet[] = [];
  for (const part of read) {
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return ok({
    rows: parts.flatMap(({ rows }) => rows),
    unreadable: parts.flatMap(({ unreadable }) => unreadable),
    subscriptionsCut: parts.some((part) => part.subscriptionsCut),
    missing: parts.reduce((sum, { missing }) => sum + missing, 0),
  });
}
