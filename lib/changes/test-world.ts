import { ok } from '#lib/result';
import type { AuditLine, AzurePort, Clock, LedgerStore } from './ports.ts';
import { fakeAzure } from './test-azure.ts';
import { type HandClock, handClock } from './test-clock.ts';
import { settings, works } from './test-kit.ts';
import { memoryLedger } from './test-memory-ledger.ts';
import { observed } from './test-world-azure.ts';
import type { Life, Nature, Process, World } from './test-world-shape.ts';
import { startWorker } from './worker.ts';

// The world of this folder's property test. No part of the product.

/** A world in which nothing takes time and nothing is in short supply. */
export const plainNature: Nature = {
  workers: 2,
  delays: [],
  saves: [],
  clocks: [],
  eTags: 'bare',
  deadlineMs: settings.deadlineMs,
  putLimit: settings.putLimit,
};

/** Puts something broken in the place of a part, to see that the rules notice. */
export type Sabotage = {
  readonly store?: (store: LedgerStore) => LedgerStore;
  readonly azure?: (azure: AzurePort) => AzurePort;
};

/** A world at its beginning. */
export function makeWorld(nature: Nature = plainNature, sabotage: Sabotage = {}): World {
  const clock = handClock();
  const eTag = nature.eTags === 'none' ? { eTag: undefined } : {};
  const entries = ['73.140.245.0/24'];
  const azure = fakeAzure(clock, { entries, ...eTag });
  azure.wantsQuotes = nature.eTags === 'quoted';
  const store = memoryLedger(clock.now);
  const world: World = {
    nature,
    clock,
    azure,
    store,
    processes: [],
    applied: [],
    offences: [],
    lists: [{ at: clock.now(), entries }],
    sent: new Map(),
    cancelled: new Set(),
    loss: undefined,
    doubles: undefined,
    doubled: new Set(),
    alongDoubled: new Set(),
    wantedAgain: new Set(),
    failed: new Set(),
    operatesUntil: 0,
    challenges: {},
    poolMovedAt: 0,
    editedAt: 0,
    newestFence: 0,
    slow: true,
    troubled: false,
    steps: 0,
    calls: 0,
    spawned: 0,
    doom: undefined,
    away: { until: 0, does: false },
    spawn: () => spawn(world, sabotage),
  };
  for (let n = 0; n < nature.workers; n++) world.processes.push(world.spawn());
  return world;
}

function spawn(world: World, { store = same, azure = same }: Sabotage): Process {
  const { nature } = world;
  const aheadMs = nature.clocks[world.spawned % Math.max(nature.clocks.length, 1)] ?? 0;
  world.spawned += 1;
  const clock = aheadClock(world.clock, aheadMs);
  const life: Life = { dead: false, until: 0, fence: 0 };
  const pass = () => takeStep(world, life);
  const port = throughGate(azure(observed(world, aheadMs)), async (call) => {
    // Without eTags nothing guards a PUT that is long on its way: that window is named in the docs.
    const isUnguarded = call === 'put' && nature.eTags === 'none';
    if (!isUnguarded) await delay(world, nature.delays);
    await (isUnguarded ? mayDie(world, life) : pass());
  });
  const parts = works(heardAt(port, clock), clock, {
    store: throughGate(store(fleeting(world, noting(world, life))), async (call) => {
      if (call === 'save') await delay(world, nature.saves);
      await pass();
    }),
    audit: (line) => noteSending(world, life, line),
    settings: { ...settings, deadlineMs: nature.deadlineMs, putLimit: nature.putLimit },
    onError: () => {},
    newId: () => `put-${world.sent.size + 1}-${world.steps}`,
  });
  return { life, worker: startWorker(parts) };
}

function same<T>(part: T): T {
  return part;
}

/** An Azure whose answers are here once they have come all the way. */
function heardAt(azure: AzurePort, clock: Clock): AzurePort {
  const read: AzurePort['read'] = async (errand) => {
    const answer = await azure.read(errand);
    return answer.ok ? ok({ ...answer.value, answeredAt: clock.now() }) : answer;
  };
  return { ...azure, read };
}

/** The clock of a process that reckons the store's time a little wrong. */
function aheadClock(clock: Clock, aheadMs: number): Clock {
  return { now: () => clock.now() + aheadMs, at: (ms, call) => clock.at(ms - aheadMs, call) };
}

/** A store that may be away: it hears nothing, or nobody hears it. */
function fleeting(world: World, store: LedgerStore): LedgerStore {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const isAway = world.away.until > world.clock.now();
        if (isAway && !world.away.does) throw new Error('The store is away');
        const answer: unknown = await Reflect.apply(value, target, args);
        if (isAway) throw new Error('The answer of the store was lost');
        return answer;
      };
    },
  });
}

/** Remembers whose turn it is. */
function noting(world: World, life: Life): LedgerStore {
  return {
    ...world.store,
    async takeLease(...args) {
      const hold = await world.store.takeLease(...args);
      if (hold) {
        life.fence = hold.fence;
        world.newestFence = hold.fence;
      }
      return hold;
    },
  };
}

function noteSending(world: World, life: Life, { event, correlationId, changes }: AuditLine): void {
  if (event !== 'put-sent') return;
  world.sent.set(correlationId, { changes, at: world.clock.now() });
  if (life.fence !== world.newestFence) {
    world.offences.push(`two writers: lease ${life.fence} sent while ${world.newestFence} was out`);
  }
}

async function delay(world: World, delays: readonly number[]): Promise<void> {
  const { clock, slow } = world;
  world.calls += 1;
  const ms = delays[world.calls % Math.max(delays.length, 1)] ?? 0;
  if (ms > 0 && slow) await passed(clock, ms);
}

/** Resolves when that time has passed. */
export function passed(clock: HandClock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.at(clock.now() + ms, resolve);
  });
}

/** Everything a process does passes here: a dead one never goes on, a sleeping one later. */
async function takeStep(world: World, life: Life): Promise<void> {
  const { clock } = world;
  await mayDie(world, life);
  if (life.until > clock.now()) await passed(clock, life.until - clock.now());
  if (life.dead) await never();
}

async function mayDie(world: World, life: Life): Promise<void> {
  world.steps += 1;
  if (world.doom && world.steps >= world.doom.step) {
    const { sleepMs } = world.doom;
    world.doom = undefined;
    world.troubled = true;
    if (sleepMs === undefined) die(world, life);
    else life.until = world.clock.now() + sleepMs;
  }
  if (life.dead) await never();
}

/** Ends a process, and starts another in its place. */
export function die(world: World, life: Life): void {
  life.dead = true;
  const at = world.processes.findIndex((process) => process.life === life);
  if (at >= 0) world.processes.splice(at, 1, world.spawn());
}

function never(): Promise<never> {
  return new Promise<never>(() => {});
}

/** The same port, with the gate before and after every call. */
function throughGate<T extends object>(port: T, pass: (call: string) => Promise<void>): T {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        await pass(String(name));
        const answer: unknown = await Reflect.apply(value, target, args);
        await pass(String(name));
        return answer;
      };
    },
  });
}
