import fc from 'fast-check';
import { test } from 'vitest';
import { event, happen, nature } from './test-events.ts';
import { calm } from './test-people.ts';
import { broken } from './test-rules.ts';
import { makeWorld } from './test-world.ts';

/** How many worlds are tried, and from which seed; `npm run test:soak` asks for more. */
const numRuns = Number(process.env['LEDGER_RUNS'] ?? 2_000);
const seed = Number(process.env['LEDGER_SEED'] ?? Date.now() % 2 ** 31);

test(`keeps every rule in ${numRuns} worlds, whatever happens when (seed ${seed})`, async () => {
  const events = fc.array(event, { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(nature, events, async (about, happenings) => {
      const world = makeWorld(about);
      for (const each of happenings) await happen(world, each);
      await calm(world);
      const offences = await broken(world);
      if (offences.length > 0) throw new Error(offences.join('\n'));
    }),
    { numRuns, seed },
  );
}, 3_600_000);
