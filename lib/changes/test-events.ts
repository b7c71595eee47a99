import fc from 'fast-check';
import type { Operation } from '#lib/azure/cluster/operation';
import type { Written } from '#lib/azure/cluster/write';
import type { Failure } from '#lib/failure';
import { anna, ben } from './test-kit.ts';
import { answerAll, ask, cancelOne, edit, lend } from './test-people.ts';
import { die } from './test-world.ts';
import type { Nature, World } from './test-world-shape.ts';

// What may happen in the property test's world. No part of the product.

const range = fc.constantFrom(
  '81.2.69.142/32',
  '193.168.1.0/24',
  '194.168.1.0/24',
  '137.117.106.88/29',
);
const of = <T extends string>(...is: T[]) => fc.constantFrom(...is);
const process = fc.nat(2);
const quarterHourMs = 15 * 60_000;
const waitsMs = [1, 50, 700, 2_500, 12_000, 16_000] as const;

/** What a world is like. */
export const nature: fc.Arbitrary<Nature> = fc.record({
  workers: fc.constantFrom(2, 2, 3),
  delays: fc.array(fc.constantFrom(0, 0, 20, 300, 1_500, 4_000), { maxLength: 12 }),
  saves: fc.array(fc.constantFrom(0, 0, 20, 700, 1_200, 5_500, 5_500), { maxLength: 6 }),
  clocks: fc.array(fc.constantFrom(0, 0, -900, 1_500), { maxLength: 3 }),
  eTags: fc.constantFrom('bare', 'bare', 'quoted', 'none'),
  deadlineMs: fc.constantFrom(15_000, 2 * quarterHourMs),
  putLimit: fc.constantFrom({ burst: 20, refillMs: 60_000 }, { burst: 2, refillMs: 5_000 }),
});

const people = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      is: of('ask'),
      who: fc.constantFrom(anna, ben),
      range,
      adds: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: of('lend'),
      who: fc.constantFrom(anna, ben),
      range,
      forSeconds: fc.constantFrom(20, 120),
    }),
  },
  { weight: 4, arbitrary: fc.record({ is: of('edit'), range, adds: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ is: of('cancel'), which: fc.nat(5) }) },
  fc.record({ is: of('answer') }),
);

const azureDoes = fc.oneof(
  fc.record({ is: of('pool', 'busy', 'free', 'throttle', 'contest', 'no-read') }),
  fc.record({ is: of('double'), unread: fc.constantFrom(0, 5) }),
  fc.record({ is: of('poll'), answers: of('unreachable', 'address-lost', 'Failed', 'superseded') }),
  fc.record({ is: of('challenge'), when: of('read', 'put', 'poll'), isNew: fc.boolean() }),
  {
    weight: 3,
    arbitrary: fc.record({
      is: of('lose'),
      landsAfterMs: fc.constantFrom(0, 0, undefined, undefined, 900, 5_000),
    }),
  },
);

const processes = fc.oneof(
  fc.record({ is: of('crash'), process }),
  fc.record({ is: of('sleep'), process, ms: fc.constantFrom(3_000, 40_000) }),
  fc.record({ is: of('away'), ms: fc.constantFrom(1, 900, 20_000, 61_000), does: fc.boolean() }),
  // At some await to come, in whichever process gets there.
  {
    weight: 3,
    arbitrary: fc.record({
      is: of('doom'),
      steps: fc.nat(60),
      sleepMs: fc.constantFrom(undefined, undefined, 3_000, 40_000),
    }),
  },
);

const wait = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...waitsMs) },
  { weight: 1, arbitrary: fc.constant(quarterHourMs + 1_000) },
);

/** One thing that happens. */
export const event = fc.oneof(
  { weight: 6, arbitrary: people },
  { weight: 4, arbitrary: fc.record({ is: of('wait'), ms: wait }) },
  { weight: 3, arbitrary: azureDoes },
  { weight: 2, arbitrary: processes },
);

/** See `event`. */
export type Event = Widened<typeof event extends fc.Arbitrary<infer T> ? T : never>;

/** Any text and any number where the arbitrary chooses of some; what tells events apart stays. */
type Widened<T> = T extends { is: string }
  ? { [K in keyof T]: K extends 'is' | 'when' | 'answers' ? T[K] : Wide<T[K]> }
  : never;
type Wide<T> = T extends string ? string : T extends number ? number : T;

/** Lets one thing happen, and everything that follows from it at once. */
export async function happen(world: World, what: Event): Promise<void> {
  const { clock, azure } = world;
  switch (what.is) {
    case 'ask':
      await ask(world, what);
      break;
    case 'lend':
      await lend(world, what);
      break;
    case 'edit':
      edit(world, what);
      break;
    case 'cancel':
      await cancelOne(world, what.which);
      break;
    case 'answer':
      await answerAll(world);
      break;
    case 'pool':
      world.poolMovedAt = clock.now();
      azure.state = { ...azure.state, pools: [poolOf(`p${clock.now()}`)] };
      break;
    case 'crash':
    case 'sleep':
    case 'doom':
      befall(world, what);
      break;
    case 'away':
      world.troubled = true;
      world.away = { until: clock.now() + what.ms, does: what.does };
      break;
    case 'wait':
      await clock.advance(what.ms);
      break;
    default:
      azureTurns(world, what);
  }
  await clock.advance(0);
}

type AzureEvent = Exclude<
  Event,
  {
    is:
      | 'ask'
      | 'lend'
      | 'edit'
      | 'cancel'
      | 'answer'
      | 'pool'
      | 'crash'
      | 'sleep'
      | 'doom'
      | 'away'
      | 'wait';
  }
>;

function azureTurns(world: World, what: AzureEvent): void {
  const { azure } = world;
  switch (what.is) {
    case 'busy':
      azure.state = { ...azure.state, provisioningState: 'Scaling' };
      break;
    case 'free':
      if (world.clock.now() >= world.operatesUntil) azure.finish();
      break;
    case 'double':
      world.doubles = { unread: what.unread };
      world.troubled = true;
      break;
    case 'throttle':
      azure.nextPuts.push(refusal({ code: 'throttled', retryAfterSeconds: 3 }));
      break;
    case 'contest':
      azure.nextPuts.push(refusal({ code: 'precondition-failed' }));
      break;
    case 'no-read':
      azure.nextReads.push({ code: 'unreachable' });
      break;
    case 'poll':
      azure.nextPolls.push(pollOf(what.answers));
      // Where the list has moved on since, nobody can say what became of a superseded change; nor, without
      // an eTag and the word of its operation, of one whose list is as it was before.
      world.troubled ||= what.answers === 'superseded' || isUntold(world, what.answers);
      break;
    case 'challenge':
      // The same claims again and again end what was accepted in doubt.
      if (!what.isNew) world.troubled = true;
      world.challenges[what.when] = what.isNew
        ? `{"new":"${what.when} ${world.steps}"}`
        : '{"same":"again"}';
      break;
    case 'lose':
      world.loss = what;
      world.troubled = true;
  }
}

function isUntold({ nature }: World, answers: string): boolean {
  return answers === 'address-lost' && nature.eTags === 'none';
}

function pollOf(answers: Extract<AzureEvent, { is: 'poll' }>['answers']): Failure | Operation {
  switch (answers) {
    case 'unreachable':
      return { code: 'unreachable' };
    case 'superseded':
      return { status: 'Failed', error: { code: 'NotLatestOperation', message: 'Preempted.' } };
    default:
      return { status: answers };
  }
}

function poolOf(eTag: string) {
  return { name: 'system', eTag, enableNodePublicIp: false };
}

function refusal(failure: Failure): Written {
  return { kind: 'refused', failure };
}

type ProcessEvent = Extract<Event, { is: 'crash' | 'sleep' | 'doom' }>;

function befall(world: World, what: ProcessEvent): void {
  world.troubled = true;
  if (what.is === 'doom') {
    world.doom = { step: world.steps + what.steps, sleepMs: what.sleepMs };
    return;
  }
  const life = world.processes[what.process % world.processes.length]?.life;
  if (!life) return;
  if (what.is === 'crash') die(world, life);
  else life.until = world.clock.now() + what.ms;
}
