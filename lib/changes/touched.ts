import { currentLedger } from './current.ts';

/** Resource Graph is behind by seconds, as a rule; nobody promises how many. */
const behindMs = 5 * 60_000;

/** The clusters that were changed through Drawbridge a moment ago, by anybody, and when (ms since 1970). */
export async function touchedClusters(): Promise<ReadonlyMap<string, number>> {
  const { store, clock } = currentLedger();
  const landed = await store.landedSince(clock.now() - behindMs);
  return new Map(landed.map(({ clusterKey, at }) => [clusterKey, at]));
}
