import { counted } from '#lib/grouped';

const hour = 3600;
const day = 24 * hour;

/**
 * For how long somebody may be let in, in seconds, by the names that settings and links use: no longer than a
 * change waits for its author.
 */
export const keepForByName = { '1h': hour, '8h': 8 * hour, '24h': day, '7d': 7 * day } as const;

/** Whether this is one of those names. */
export function isKeepForName(name: unknown): name is keyof typeof keepForByName {
  return typeof name === 'string' && Object.hasOwn(keepForByName, name);
}

/** The times to choose from, in seconds. */
export const keepForChoices: readonly number[] = Object.values(keepForByName);

/** How many ranges may be let in for a while at once: each of them is taken out by a change of its own. */
export const mostEnding = 20;

/** How much longer one press of **8 hours more** lets an entry stay, in seconds. */
export const extension = 8 * hour;

/** An entry that is taken out by itself, when (ISO time), and the change that does it. */
export type Expiry = {
  readonly entry: string;
  readonly at: string;
  readonly changeId: string;
  /** The word of its state, where that change waits for its author. */
  readonly waitsFor?: string;
};

/** A time in words: `8 hours`, `7 days`. */
export function keepForWords(seconds: number): string {
  if (seconds % day === 0) return counted(seconds / day, 'day');
  return seconds < hour
    ? counted(Math.ceil(seconds / 60), 'minute')
    : counted(Math.round(seconds / hour), 'hour');
}
