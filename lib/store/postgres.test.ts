import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type Store } from './store.ts';
import { freshDatabase } from './test-server.ts';

describe('PostgreSQL', () => {
  let databaseUrl: string;
  let admin: Store;
  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    admin = await openStore({ databaseUrl });
  });
  afterAll(() => admin.close());

  test('lets replicas that start together migrate one after the other', async () => {
    const empty = await freshDatabase();
    const opening = [1, 2, 3].map(() => openStore({ databaseUrl: empty }));
    const replicas = await Promise.all(opening);
    for (const replica of replicas) await replica.close();
  });

  test('hears again after its connection was lost, and tells of the gap', async () => {
    const broken: Error[] = [];
    const store = await openStore({ databaseUrl }, (error) => broken.push(error));
    const [gap, heard] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()];
    await store.listen('gaps', heard.resolve, gap.resolve);
    await admin.db.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen "gaps"'`,
    );
    await gap.promise;
    await admin.notify('gaps', 'after');
    expect(await heard.promise).toBe('after');
    expect(broken).not.toEqual([]);
    await store.close();
  });

  test('goes on after every connection was lost', async () => {
    const store = await openStore({ databaseUrl }, () => {});
    await admin.db.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`,
    );
    await expect.poll(() => store.ready()).toBe(true);
    await store.close();
  });

  test('refuses to start without its database, and says why', async () => {
    const nowhere = 'postgres://drawbridge@127.0.0.1:9/drawbridge';
    await expect(openStore({ databaseUrl: nowhere })).rejects.toThrow('ECONNREFUSED');
  });
});
