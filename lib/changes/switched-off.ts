import { entriesWanted } from '#lib/changes/shown/effects';
import type { Failure } from '#lib/failure';
import { isVast } from '#lib/ranges/findings';
import type { Intent } from '#lib/ranges/intent';
import type { LedgerSettings } from './ports.ts';

/**
 * The failure for intents that the operator does not allow (`READ_ONLY`, `ALLOW_OPEN`); undefined where they
 * are allowed. A range wider than /8 counts as opening: else a cluster could be opened to all of the internet
 * but a part.
 */
export function switchedOff(
  { readOnly, allowOpen }: LedgerSettings,
  intents: readonly Intent[],
): Failure | undefined {
  if (readOnly) return { code: 'switched-off', setting: 'READ_ONLY' };
  const opens = intents.some(
    (intent) => intent.do === 'open' || entriesWanted(intent).some(isVast),
  );
  return opens && !allowOpen ? { code: 'switched-off', setting: 'ALLOW_OPEN' } : undefined;
}
