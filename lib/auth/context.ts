import { type Settings, settings } from '#lib/settings';
import { currentStore } from '#lib/store/current';
import type { Database } from '#lib/store/database';
import { makeSealer, type Sealer } from './sealer.ts';

/** What sign-in, sessions and grants work with. Tests make their own, with a clock. */
export type AuthContext = {
  readonly db: Database;
  readonly settings: Settings;
  readonly sealer: Sealer;
  now(): Date;
};

/** A context over a store that is open. */
export function authContext(
  db: Database,
  from: Settings,
  now: () => Date = () => new Date(),
): AuthContext {
  return { db, settings: from, sealer: makeSealer(from.sessionKeys), now };
}

/** The context of this process. Rejects when the store cannot be opened. */
export async function currentAuth(): Promise<AuthContext> {
  const { db } = await currentStore();
  return authContext(db, settings());
}
