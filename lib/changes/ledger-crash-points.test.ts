import { expect, test } from 'vitest';
import { stateWords } from '#lib/changes/shown/words';
import { type Event, happen } from './test-events.ts';
import { anna, ben } from './test-kit.ts';
import { calm, rowsOf } from './test-people.ts';
import { broken } from './test-rules.ts';
import { makeWorld, plainNature } from './test-world.ts';
import type { Nature, World } from './test-world-shape.ts';

// A process stops at every step that it takes, until all has ended: before and after each call to the store
// and to Azure.

const add = (who: string, range: string): Event => ({ is: 'ask', who, range, adds: true });
const remove = (who: string, range: string): Event => ({ is: 'ask', who, range, adds: false });
const office = '193.168.1.0/24';
const home = '81.2.69.142/32';
const lost = (landsAfterMs: number | undefined): Event => ({ is: 'lose', landsAfterMs });
/** The operation of a PUT that nobody has heard of lasts longer than it takes another process to take over. */
const itsEnd: readonly Event[] = [{ is: 'wait', ms: 30_000 }, { is: 'free' }];

const stories: readonly [string, readonly Event[], Partial<Nature>?][] = [
  ['one adds', [add(anna, home)]],
  [
    'one adds twice, which goes in one PUT',
    [{ is: 'busy' }, add(anna, home), add(anna, office), { is: 'free' }],
  ],
  ['two change it at once', [add(anna, home), add(ben, office), remove(anna, office)]],
  ['the answer is lost, and it had landed', [lost(0), add(anna, home), ...itsEnd]],
  ['the answer is lost, and it lands later', [lost(900), add(anna, home), ...itsEnd]],
  ['one is let in for a while', [{ is: 'lend', who: anna, range: home, forSeconds: 20 }]],
  ['the PUT is lost on its way', [lost(undefined), add(anna, home)]],
  [
    'Azure wants a sign-in for the PUT',
    [{ is: 'challenge', when: 'put', isNew: true }, add(anna, home), { is: 'answer' }],
  ],
  ['AKS shows no eTag', [add(anna, home), add(ben, office)], { eTags: 'none' }],
  ['AKS wants eTags in quotes', [add(anna, home)], { eTags: 'quoted' }],
];

/** It dies, or sleeps: shorter than a lease, or so long that another one takes over. */
const stops = [undefined, 3_000, 40_000];

for (const [story, events, about] of stories) {
  test(`comes to a right end wherever a process stops, when ${story}`, async () => {
    const nature = { ...plainNature, ...about };
    const steps = await stepsOf(events, nature);
    // Far more than reads, saves and the PUT: every step of the way is one of the places.
    expect(steps).toBeGreaterThan(30);
    for (const sleepMs of stops) {
      for (let step = 1; step <= steps; step++) await stopAt({ step, sleepMs }, events, nature);
    }
  });
}

/** How many steps it takes until all has ended, rightly, where no process stops. */
async function stepsOf(events: readonly Event[], nature: Nature): Promise<number> {
  const world = makeWorld(nature);
  for (const each of events) await happen(world, each);
  const hasEnded = async () => (await rowsOf(world)).every(({ state }) => stateWords[state].ends);
  while (!(await hasEnded())) await world.clock.advance(1_000);
  expect(await broken(world)).toEqual([]);
  return world.steps;
}

async function stopAt(
  doom: NonNullable<World['doom']>,
  events: readonly Event[],
  nature: Nature,
): Promise<void> {
  const world = makeWorld(nature);
  world.doom = doom;
  for (const each of events) await happen(world, each);
  await world.clock.advance(60_000);
  expect(world.doom).toBeUndefined();
  await calm(world);
  expect({ ...doom, offences: await broken(world) }).toMatchObject({ offences: [] });
  expect(await rowsOf(world)).not.toEqual([]);
}
