import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { claimsChallenge } from '../arm/authenticate.ts';
import type { FaultState, faultSchema } from '../control.ts';
import { type Answer, json, type Request } from './exchange.ts';
import type { Sender } from './request-log.ts';

type FaultSpec = z.output<typeof faultSchema>;

type Fault = {
  readonly id: string;
  readonly spec: FaultSpec;
  skipped: number;
  struck: number;
  readonly waiting: Set<(outcome: Outcome) => void>;
  readonly watchers: Set<() => void>;
};

/** What becomes of a request that was held: it goes on, or it is lost on its way. */
type Outcome = 'go-on' | 'lost';

/** A fault has the last word (`reset` breaks the connection), gives an answer, or lets go on. */
type Verdict = 'go-on' | 'reset' | Answer;

/** The faults of a world and the requests they hold. */
export type Faults = ReturnType<typeof createFaults>;

/** No faults yet. */
export function createFaults() {
  const faults = new Map<string, Fault>();

  return {
    /** Adds a fault; it strikes from now on. */
    add(spec: FaultSpec): FaultState {
      const fault: Fault = {
        id: randomUUID(),
        spec,
        skipped: 0,
        struck: 0,
        waiting: new Set(),
        watchers: new Set(),
      };
      faults.set(fault.id, fault);
      return stateOf(fault);
    },

    /** Takes a fault away (all without an id) and lets go of what it holds. */
    remove(id?: string): void {
      for (const fault of faults.values()) {
        if (id !== undefined && fault.id !== id) continue;
        faults.delete(fault.id);
        letGo(fault, 'go-on');
      }
    },

    /** Lets go of the requests that a fault holds now; false when there is no such fault. */
    release(id: string, outcome: Outcome): boolean {
      const fault = faults.get(id);
      if (fault) letGo(fault, outcome);
      return fault !== undefined;
    },

    /** Waits until a fault holds a request; at most `ms` milliseconds. */
    async held(id: string, ms: number): Promise<FaultState | undefined> {
      const fault = faults.get(id);
      if (!fault) return undefined;
      if (fault.waiting.size === 0) {
        const { promise, resolve } = Promise.withResolvers<void>();
        fault.watchers.add(resolve);
        await Promise.race([promise, wait(ms, undefined, { ref: false })]);
        fault.watchers.delete(resolve);
      }
      return stateOf(fault);
    },

    /** The first fault whose turn it is with this request; it counts as struck. */
    strike(request: Request, sender: Sender): Fault | undefined {
      for (const fault of faults.values()) {
        if (!matches(fault.spec, request, sender)) continue;
        if (fault.skipped < fault.spec.skip) {
          fault.skipped += 1;
          continue;
        }
        if (fault.struck >= (fault.spec.times ?? Number.POSITIVE_INFINITY)) continue;
        fault.struck += 1;
        return fault;
      }
      return undefined;
    },
  };
}

/** What a fault does before Azure sees the request. */
export async function before(fault: Fault): Promise<Verdict> {
  const action = fault.spec.do;
  if ('answer' in action && action.answer.when === 'before') return faultAnswer(action.answer);
  if ('claims' in action) return claimsChallenge(action);
  if ('hold' in action && action.hold === 'before') return whenLetGo(fault);
  return 'reset' in action && action.reset === 'before' ? 'reset' : 'go-on';
}

/** What a fault does after Azure has acted, before the answer leaves. */
export async function after(fault: Fault): Promise<Verdict> {
  const action = fault.spec.do;
  if ('answer' in action && action.answer.when === 'after') return faultAnswer(action.answer);
  if ('hold' in action && action.hold === 'after') return whenLetGo(fault);
  return 'reset' in action && action.reset === 'after' ? 'reset' : 'go-on';
}

async function whenLetGo(fault: Fault): Promise<'go-on' | 'reset'> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  fault.waiting.add(resolve);
  for (const watcher of fault.watchers) watcher();
  return (await promise) === 'lost' ? 'reset' : 'go-on';
}

function letGo(fault: Fault, outcome: Outcome): void {
  for (const resolve of fault.waiting) resolve(outcome);
  fault.waiting.clear();
}

function stateOf(fault: Fault): FaultState {
  return { id: fault.id, struck: fault.struck, held: fault.waiting.size };
}

function matches({ match }: FaultSpec, request: Request, sender: Sender): boolean {
  const target = `${request.path}${request.rawQuery}`;
  const has = (pattern: string | undefined, text: string) =>
    pattern === undefined || new RegExp(pattern, 'i').test(text);
  return (
    (match.method === undefined || match.method.toUpperCase() === request.method) &&
    has(match.path, target) &&
    (match.operator === undefined ||
      match.operator.toLowerCase() === sender.operator?.toLowerCase()) &&
    (match.tenantId === undefined || match.tenantId.toLowerCase() === sender.tenantId) &&
    (match.subscription === undefined ||
      target.toLowerCase().includes(match.subscription.toLowerCase())) &&
    has(match.body, request.body)
  );
}

function faultAnswer({
  status,
  headers,
  body,
}: Extract<FaultSpec['do'], { answer: unknown }>['answer']): Answer {
  if (typeof body === 'string') return { status, headers, body };
  return body === undefined ? { status, headers, body: '' } : json(status, body, headers);
}
