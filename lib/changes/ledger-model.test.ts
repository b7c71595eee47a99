import fc from 'fast-check';
import { test } from 'vitest';
import { broken, calm, event, happen } from './test-model.ts';
import { makeWorld } from './test-world.ts';

/** How many worlds are tried; `LEDGER_RUNS` asks for more. */
const numRuns = Number(process.env['LEDGER_RUNS'] ?? 150);

test('loses nothing, doubles nothing and forgets nothing, whatever happens when', async () => {
  const delays = fc.array(fc.constantFrom(0, 0, 20, 300, 1_500, 4_000), { maxLength: 12 });
  const events = fc.array(event, { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(events, delays, async (happenings, waits) => {
      const world = makeWorld(waits);
      for (const each of happenings) await happen(world, each);
      await calm(world);
      const offences = await broken(world);
      if (offences.length > 0) throw new Error(offences.join('\n'));
    }),
    { numRuns },
  );
}, 3_600_000);
