import type { Expiry } from '#lib/changes/shown/keep-for';
import { stateWords } from '#lib/changes/shown/words';
import { currentLedger } from './current.ts';
import { entriesEnding } from './expiry.ts';
import { parkedLimitMs } from './limits.ts';

/**
 * What should be taken out of a cluster's list by itself, and waits for its author instead. The caller has to have
 * made sure that Azure lets the person read this cluster.
 */
export async function parkedEndsOn(clusterKey: string): Promise<readonly Expiry[]> {
  const { store, clock } = currentLedger();
  const { rows } = await store.movedSince(clusterKey, clock.now() - parkedLimitMs);
  const parked = rows.filter(({ state }) => stateWords[state].parked);
  return entriesEnding(parked).map(({ entry, by: { id, state, startsAt = 0 } }) => {
    const at = new Date(startsAt).toISOString();
    return { entry, at, changeId: id, waitsFor: stateWords[state].word };
  });
}
