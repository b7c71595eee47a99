import { randomUUID } from 'node:crypto';
import { memoryLedger } from './memory-ledger.ts';
import type { AuditLine, AzurePort, LedgerStore, Written } from './ports.ts';
import { type FakeAzure, fakeAzure } from './test-azure.ts';
import { type HandClock, handClock } from './test-clock.ts';
import { works } from './test-kit.ts';
import { startWorker, type Worker } from './worker.ts';

// The world of this folder's property test. No part of the product.

/** What Azure carried out: by which PUT, on what list, to which list. */
export type Applied = {
  readonly correlationId: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
};

/** A process that works at the ledger; it may be stopped dead, or asleep until a moment. */
export type Process = { readonly worker: Worker; readonly life: { dead: boolean; until: number } };

/** Processes over one ledger and one cluster, and what may befall them. */
export type World = {
  readonly clock: HandClock;
  readonly azure: FakeAzure;
  readonly store: LedgerStore;
  readonly processes: Process[];
  readonly applied: Applied[];
  /** By correlation id: the changes that went with a PUT, and when it was sent. */
  readonly sent: Map<string, { readonly changes: readonly string[]; readonly at: number }>;
  readonly offences: string[];
  /** What becomes of the next PUT's answer. */
  loss: { readonly lands: boolean } | undefined;
  /** Readings that Azure answers with a claims challenge. */
  challenges: number;
  poolMovedAt: number;
  /** Whether calls to Azure take the time they are told to. */
  slow: boolean;
  /** Whether an answer was lost, or a process stopped or slept. */
  troubled: boolean;
  /** Starts one more process. */
  spawn(): Process;
};

/** `delays`: how long each call to Azure takes, in ms, taken in turn. */
export function makeWorld(delays: readonly number[]): World {
  const clock = handClock();
  const azure = fakeAzure(clock, { entries: ['73.140.245.0/24'] });
  let calls = 0;
  const delay = async () => {
    calls += 1;
    const ms = delays[calls % Math.max(delays.length, 1)] ?? 0;
    if (ms > 0 && world.slow) await passed(clock, ms);
  };
  const world: World = {
    ...{ clock, azure, store: memoryLedger(), processes: [], applied: [], offences: [] },
    sent: new Map(),
    ...{ loss: undefined, challenges: 0, poolMovedAt: 0, slow: true, troubled: false },
    spawn() {
      const life = { dead: false, until: 0 };
      const pass = () => awake(clock, life);
      const port = throughGate(observed(world), async () => {
        await delay();
        await pass();
      });
      const store = throughGate(world.store, pass);
      const audit = ({ event, correlationId, changes }: AuditLine) =>
        event === 'put-sent' && world.sent.set(correlationId, { changes, at: clock.now() });
      const parts = works(port, clock, { store, audit, onError: () => {}, newId: randomUUID });
      return { life, worker: startWorker(parts) };
    },
  };
  world.processes.push(world.spawn(), world.spawn());
  return world;
}

/** Azure, with what this world does to answers, and an eye on what is carried out. */
function observed(world: World): AzurePort {
  const { azure, clock, applied, offences } = world;
  return {
    ...azure,
    read: async (errand) => {
      if (world.challenges === 0) return azure.read(errand);
      world.challenges -= 1;
      const claims = `{"n":${clock.now()}}`;
      return { ok: false, error: { code: 'claims-challenge', claims } };
    },
    put: async (errand, request) => {
      const { loss } = world;
      world.loss = undefined;
      const gone: Written = { kind: 'lost', failure: { code: 'unreachable' } };
      if (loss?.lands === false) return gone;
      const { entries: before, pools } = azure.state;
      const written = await azure.put(errand, request);
      if (written.kind !== 'accepted') return written;
      const { correlationId } = request;
      applied.push({ correlationId, before, after: azure.state.entries });
      const isPutBack = JSON.stringify(azure.state.pools) !== JSON.stringify(pools);
      // Azure has no guard for a pool that moves just before a PUT is sent, or while it is on its way.
      const age = (world.sent.get(correlationId)?.at ?? 0) - world.poolMovedAt;
      if (isPutBack && age > 2000) offences.push('put a pool back');
      return loss ? gone : written;
    },
  };
}

function passed(clock: HandClock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.at(clock.now() + ms, resolve);
  });
}

/** Everything a process does passes here: a dead one never goes on, a sleeping one later. */
async function awake(clock: HandClock, life: Process['life']): Promise<void> {
  if (!life.dead && life.until > clock.now()) await passed(clock, life.until - clock.now());
  if (life.dead) await new Promise<never>(() => {});
}

/** The same port, with the gate before and after every call. */
function throughGate<T extends object>(port: T, pass: () => Promise<void>): T {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        await pass();
        const answer: unknown = await Reflect.apply(value, target, args);
        await pass();
        return answer;
      };
    },
  });
}
