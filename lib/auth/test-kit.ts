import { recordGrant, type SignedIn } from '#lib/auth/grants/grant-store';
import { readSettings, type Settings } from '#lib/settings';
import type { Store } from '#lib/store/store';
import { memoryStore } from '#lib/store/test-memory';
import { type AuthContext, authContext } from './context.ts';

/** A clock that stands still until it is moved. */
type TestClock = { now(): Date; passSeconds(seconds: number): void };

/** A context over an empty database in memory, with a clock, for the tests of this folder. */
export type AuthFixture = AuthContext & { readonly store: Store; readonly clock: TestClock };

/** Opens one; close its store afterwards. `env` overrides settings. */
export async function authFixture(env: Record<string, string> = {}): Promise<AuthFixture> {
  const clock = testClock();
  const store = await memoryStore();
  return { ...authContext(store.db, testSettings(env), clock.now), store, clock };
}

/** Valid settings of a console on loopback. */
export function testSettings(env: Record<string, string> = {}): Settings {
  const read = readSettings({
    AZURE_CLIENT_ID: '11112222-bbbb-3333-cccc-4444dddd5555',
    AZURE_CLIENT_SECRET: 'secret of the app',
    SESSION_KEYS: Buffer.alloc(32, 7).toString('base64'),
    ...env,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** Records a sign-in of a person whose object id is `name`. */
export function signedInAs(context: AuthContext, name: string, rest: Partial<SignedIn> = {}) {
  const person: SignedIn = {
    tenantId: 'home',
    objectId: name,
    directoryId: 'home',
    again: false,
    name,
    username: `${name}@contoso.com`,
    cache: '{}',
    ...rest,
  };
  return context.db.transaction((tx) => recordGrant({ ...context, db: tx }, person));
}

/** A clock of its own. */
export function testClock(): TestClock {
  let at = Date.parse('2026-11-23T09:00:00Z');
  return {
    now: () => new Date(at),
    passSeconds: (seconds) => {
      at += seconds * 1000;
    },
  };
}
