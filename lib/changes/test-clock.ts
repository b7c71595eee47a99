import type { Clock } from './ports.ts';

// A tool of this folder's tests. No part of the product.

/** Lets everything happen that is due without time passing. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Time that passes when told. */
export type HandClock = Clock & {
  /** Rings what is due, in order, and lets each be worked off before the next. */
  advance(ms: number): Promise<void>;
  /** The process slept: all that time has passed, and then rings what is due. */
  jump(ms: number): Promise<void>;
};

type Alarm = { readonly at: number; readonly call: () => void };

/** Of two at the same moment the one that was set first. */
function firstOf(alarms: ReadonlyMap<symbol, Alarm>): [symbol?, Alarm?] {
  let first: [symbol?, Alarm?] = [];
  for (const entry of alarms) if (!first[1] || entry[1].at < first[1].at) first = entry;
  return first;
}

/** A clock that starts on a Monday afternoon. */
export function handClock(): HandClock {
  let now = Date.UTC(2026, 10, 2, 14, 30);
  const alarms = new Map<symbol, Alarm>();

  const ringUntil = async (end: number) => {
    await settle();
    for (;;) {
      const [key, next] = firstOf(alarms);
      if (!key || !next || next.at > end) break;
      alarms.delete(key);
      now = Math.max(now, next.at);
      next.call();
      await settle();
    }
    now = end;
  };

  return {
    now: () => now,
    at: (at, call) => {
      const key = Symbol();
      alarms.set(key, { at, call });
      return () => alarms.delete(key);
    },
    advance: (ms) => ringUntil(now + ms),
    jump: (ms) => {
      now += ms;
      return ringUntil(now);
    },
  };
}
