import { expect, test } from 'vitest';
import { currentLedger, startLedger, stopLedger } from './current.ts';
import { changeFor, recordChange } from './ledger.ts';
import type { AzurePort } from './ports.ts';
import { fakeAzure } from './test-azure.ts';
import { handClock, settle } from './test-clock.ts';
import { anna, asked, works } from './test-kit.ts';

test('shows and records until the step in hand is finished and the last answer given', async () => {
  const clock = handClock();
  const azure = fakeAzure(clock);
  const answer = Promise.withResolvers<void>();
  const slow: AzurePort = {
    ...azure,
    put: async (...request) => {
      await answer.promise;
      return azure.put(...request);
    },
  };
  await startLedger({ ...works(slow, clock), clock });
  const { store } = currentLedger();
  const record = async (idempotencyKey: string) => {
    const id = await recordChange({ ...asked({ idempotencyKey }), confirmations: [] });
    if (!id.ok) throw new Error(id.error.code);
    return id.value;
  };
  const sending = await record('first');
  await settle();

  const lastAnswers = Promise.withResolvers<void>();
  const stopping = stopLedger(() => lastAnswers.promise);
  await settle();
  expect(await changeFor({ grantId: anna }, sending)).toMatchObject({ state: 'sending' });
  const late = await record('second');

  answer.resolve();
  await settle();
  expect(await changeFor({ grantId: anna }, late)).toMatchObject({ state: 'queued' });
  lastAnswers.resolve();
  await stopping;
  expect(await store.find(sending)).toMatchObject({ state: 'applying' });
  expect(await store.find(late)).toMatchObject({ state: 'queued' });
  expect(() => currentLedger()).toThrow('The ledger has not been started');
});
