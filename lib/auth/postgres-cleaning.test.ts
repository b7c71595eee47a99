import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTokens } from '#lib/auth/grants/grant-store';
import { forgetUnused } from '#lib/auth/sign-in/sign-out';
import { openStore, type Store } from '#lib/store/store';
import { freshDatabase } from '#lib/store/test-server';
import { authContext } from './context.ts';
import { startSession } from './session.ts';
import { signedInAs, testClock, testSettings } from './test-kit.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({ databaseUrl: await freshDatabase() });
});
afterAll(() => store.close());

/** Whether somebody in this database waits for another to commit. */
async function isWaitedFor(): Promise<boolean> {
  const { rows } = await store.db.execute(
    sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}

const absences = [
  ['a day', 86_400],
  ['a year', 365 * 86_400],
] as const;

for (const [long, seconds] of absences) {
  test(`keeps the sign-in of somebody who comes back after ${long} while what is old is cleared away`, async () => {
    const clock = testClock();
    const auth = authContext(store.db, testSettings(), clock.now);
    const { id } = await signedInAs(auth, long);
    clock.passSeconds(seconds);

    const cleaning = await store.db.transaction(async (tx) => {
      const inside = { ...auth, db: tx };
      await startSession(inside, (await signedInAs(inside, long)).id);
      const started = forgetUnused(auth, []);
      while (!(await isWaitedFor()));
      return { started };
    });
    await cleaning.started;
    expect(await readTokens(auth, id)).toBeDefined();
  });
}
