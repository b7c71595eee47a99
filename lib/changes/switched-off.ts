import type { Failure } from '#lib/failure';
import type { Intent } from '#lib/ranges/intent';
import type { LedgerSettings } from './ports.ts';

/** What the operator has switched off and these intents would need. */
export function switchedOff(
  { readOnly, allowOpen }: LedgerSettings,
  intents: readonly Intent[],
): Failure | undefined {
  if (readOnly) return { code: 'switched-off', setting: 'READ_ONLY' };
  const opens = intents.some((intent) => intent.do === 'open');
  return opens && !allowOpen ? { code: 'switched-off', setting: 'ALLOW_OPEN' } : undefined;
}
