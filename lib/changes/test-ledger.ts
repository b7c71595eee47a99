import { startLedger, stopLedger } from './current.ts';
import { type ChangeRequest, recordChange } from './ledger.ts';
import type { LedgerSettings } from './ports.ts';
import { fakeAzure } from './test-azure.ts';
import { handClock, settle } from './test-clock.ts';
import { asked, settings, works } from './test-kit.ts';

// A tool of this folder's tests. No part of the product.

/** Starts the ledger of this process anew, over one fake cluster. `stopLedger` ends it. */
export async function freshLedger(about: Partial<LedgerSettings> = {}) {
  await stopLedger();
  const clock = handClock();
  const azure = fakeAzure(clock);
  await startLedger({ ...works(azure, clock), clock, settings: { ...settings, ...about } });
  return { clock, azure };
}

/** Records a change as a page does, and lets it begin. */
export async function record(about: Partial<ChangeRequest> = {}): Promise<string> {
  const id = await recordChange({ ...asked(), confirmations: [], ...about });
  if (!id.ok) throw new Error(id.error.code);
  await settle();
  return id.value;
}
