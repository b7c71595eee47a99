import { expect, test } from 'vitest';
import { type Event, happen } from './test-events.ts';
import { anna, ben } from './test-kit.ts';
import { calm, rowsOf } from './test-people.ts';
import { broken } from './test-rules.ts';
import { makeWorld, plainNature } from './test-world.ts';
import type { Nature, World } from './test-world-shape.ts';

// A process stops at every step that it takes: before and after each call to the store and to Azure.

const add = (who: string, range: string): Event => ({ is: 'ask', who, range, adds: true });
const remove = (who: string, range: string): Event => ({ is: 'ask', who, range, adds: false });
const office = '193.168.1.0/24';
const home = '81.2.69.142/32';
const lost = (landsAfterMs: number | undefined): Event => ({ is: 'lose', landsAfterMs });

const stories: readonly [string, readonly Event[], Partial<Nature>?][] = [
  ['one adds', [add(anna, home)]],
  [
    'one adds twice, which goes in one PUT',
    [{ is: 'busy' }, add(anna, home), add(anna, office), { is: 'free' }],
  ],
  ['two change it at once', [add(anna, home), add(ben, office), remove(anna, office)]],
  ['the answer is lost, and it had landed', [lost(0), add(anna, home)]],
  ['the answer is lost, and it lands later', [lost(900), add(anna, home)]],
  ['the PUT is lost on its way', [lost(undefined), add(anna, home)]],
  [
    'Azure wants a sign-in for the PUT',
    [{ is: 'challenge', when: 'put', isNew: true }, add(anna, home)],
  ],
  ['AKS shows no eTag', [add(anna, home), add(ben, office)], { eTags: 'none' }],
  ['AKS wants eTags in quotes', [add(anna, home)], { eTags: 'quoted' }],
];

/** It dies, or sleeps: shorter than a lease, or so long that another one takes over. */
const stops = [undefined, 3_000, 40_000];

for (const [story, events, about] of stories) {
  test(`comes to a right end wherever a process stops, when ${story}`, async () => {
    for (const sleepMs of stops) await stopAtEach(events, { ...plainNature, ...about }, sleepMs);
  });
}

async function stopAtEach(
  events: readonly Event[],
  nature: Nature,
  sleepMs: number | undefined,
): Promise<void> {
  let world: World;
  let step = 0;
  do {
    step += 1;
    world = makeWorld(nature);
    world.doom = { step, sleepMs };
    for (const each of events) await happen(world, each);
    await world.clock.advance(60_000);
    const reached = world.doom === undefined;
    await calm(world);
    expect({ step, sleepMs, offences: await broken(world) }).toMatchObject({ offences: [] });
    expect(await rowsOf(world)).not.toEqual([]);
    if (!reached) break;
  } while (step < 1_000);
  // Far more than reads, saves and the PUT: every step of the way has been one of the places.
  expect(step).toBeGreaterThan(30);
}
