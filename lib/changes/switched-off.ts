import { entriesWanted } from '#lib/changes/shown/effects';
import type { Failure } from '#lib/failure';
import { isVast } from '#lib/ranges/findings';
import type { Intent } from '#lib/ranges/intent';
import type { LedgerSettings } from './ports.ts';

/**
 * What the operator has switched off and these intents would need. Who may not open a cluster may not do so
 * by all of the internet but a part of it either.
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
