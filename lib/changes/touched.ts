import { currentLedger } from './current.ts';
import type { Landed } from './ports.ts';

/** Resource Graph is behind by seconds, as a rule; nobody promises how many. */
const behindMs = 5 * 60_000;

/**
 * The clusters that were changed through Drawbridge a moment ago, by anybody, and when (ms since 1970);
 * `ownAt`: when a change of this person ended there.
 */
export async function touchedClusters(grantId: string): Promise<ReadonlyMap<string, Landed>> {
  const { store, clock } = currentLedger();
  const landed = await store.landedSince(clock.now() - behindMs, grantId);
  return new Map(landed.map((each) => [each.clusterKey, each]));
}
