import { every } from './every.ts';

/** The clock of the store, as this process estimates it between two questions to it. */
type StoreClock = {
  /** Milliseconds since 1970. */
  now(): number;
  stop(): void;
};

/** What a clock is made of; tests give their own. */
type Works = {
  /** Milliseconds by a clock of this process that runs evenly, even if it shows the wrong time. */
  readonly own?: () => number;
  readonly onError?: (error: Error) => void;
};

const lookMs = 10_000;

/**
 * Time that all processes on one store agree on, although their own clocks may be minutes apart, or be set
 * while they run. `ask` answers what the store's clock shows. How long that took is how far the answer
 * may be out, so it moves us only where we are out for sure. Rejects when the first answer fails.
 */
export async function storeClock(
  ask: () => Promise<number>,
  { own = evenTime, onError = () => {} }: Works = {},
): Promise<StoreClock> {
  let aheadMs = 0;
  let looking = false;
  const look = async () => {
    const asked = own();
    const shown = await ask();
    const answered = own();
    aheadMs = Math.min(Math.max(aheadMs, shown - answered), shown - asked);
  };
  const lookAgain = async () => {
    // A store that has gone lets each question wait, and those of people wait behind them.
    if (looking) return;
    looking = true;
    await look().catch(onError);
    looking = false;
  };
  await look();
  return { now: () => Math.round(own() + aheadMs), stop: every(lookMs, () => void lookAgain()) };
}

const startedAt = Date.now() - performance.now();

/** Not moved by whoever sets the clock of this machine. */
function evenTime(): number {
  return startedAt + performance.now();
}
