import fc from 'fast-check';
import { test } from 'vitest';
import { broken, event, world } from './test-model.ts';

test('loses nothing, doubles nothing and forgets nothing, whatever happens when', async () => {
  const delays = fc.array(fc.constantFrom(0, 0, 20, 300, 1_500), { maxLength: 12 });
  const schedule = fc.array(event, { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(schedule, delays, async (events, waits) => {
      const life = world(waits);
      for (const each of events) await life.happen(each);
      await life.calm();
      const offences = broken(life, await life.rows());
      if (offences.length > 0) throw new Error(offences.join('\n'));
    }),
    { numRuns: Number(process.env['LEDGER_RUNS'] ?? 300) },
  );
}, 600_000);
