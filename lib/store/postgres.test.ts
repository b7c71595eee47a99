import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { migrate } from './migrate.ts';
import { postgresBackend } from './postgres-backend.ts';
import { postgresListener } from './postgres-listener.ts';
import { openStore, type Store } from './store.ts';
import { startProxy } from './test-proxy.ts';
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

  test('gives up a step whose table somebody reads for long, instead of holding all others up', async () => {
    const databaseUrl = await freshDatabase();
    const [reader, starting] = [1, 2].map(() => postgresBackend(databaseUrl, () => {}));
    if (!reader || !starting) throw new Error('none');
    await migrate(reader, [{ id: '1', sql: 'create table t (a int)' }]);
    await reader.inTransaction(async (backup) => {
      await backup.query('select from t');
      const step = { id: '2', sql: 'alter table t add column b int' };
      await expect(migrate(starting, [step])).rejects.toThrow('lock timeout');
    });
    await Promise.all([reader.close(), starting.close()]);
  });

  test('starts where the database only reads, and has all tables', async () => {
    const reading = new URL(databaseUrl);
    reading.searchParams.set('options', '-c default_transaction_read_only=on');
    const store = await openStore({ databaseUrl: reading.href });
    expect(await store.ready()).toBe(true);
    await store.close();
  });

  test('shows the time of the server, whatever the clock of this process shows', async () => {
    const [date, even] = [Date.now.bind(Date), performance.now.bind(performance)];
    const spies = [
      vi.spyOn(Date, 'now').mockImplementation(() => date() + 600_000),
      vi.spyOn(performance, 'now').mockImplementation(() => even() + 300_000),
    ];
    onTestFinished(() => {
      for (const spy of spies) spy.mockRestore();
    });
    const store = await openStore({ databaseUrl });
    const earliest = sql`clock_timestamp() - interval '1 minute'`;
    const shown = sql`${new Date(store.now()).toISOString()}::timestamptz`;
    const latest = sql`clock_timestamp() + interval '1 minute'`;
    const { rows } = await store.db.execute(
      sql`select ${shown} between ${earliest} and ${latest} as near`,
    );
    expect(rows).toEqual([{ near: true }]);
    await store.close();
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

  test('hears again after its connection went silent, and tells of the gap', async () => {
    const proxy = await startProxy(databaseUrl);
    onTestFinished(proxy.close);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const tick = () => vi.advanceTimersByTime(20_000);
    const listener = postgresListener(proxy.url, () => {});
    const gaps: string[] = [];
    const [gap, heard] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()];
    const onGap = () => {
      gaps.push('gap');
      gap.resolve();
    };
    await listener.listen('quiet', heard.resolve, onGap);
    for (const other of ['a', 'b', 'c']) {
      tick();
      // Asked on the same connection, so the tick's own question is answered by then.
      await listener.listen(
        other,
        () => {},
        () => {},
      );
    }
    expect(gaps).toEqual([]);

    proxy.silence();
    tick();
    tick();
    await gap.promise;
    await admin.notify('quiet', 'after');
    expect(await heard.promise).toBe('after');
    await listener.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('gives up on questions whose connections went silent, and asks on new ones', async () => {
    const proxy = await startProxy(databaseUrl);
    onTestFinished(proxy.close);
    const { db, close } = postgresBackend(proxy.url, () => {}, { answerMs: 2_000 });
    const asks = () =>
      Array.from({ length: 10 }, () => db.transaction((tx) => tx.execute(sql`select 1`)));
    await Promise.all(asks());
    proxy.silence();
    for (const ask of await Promise.allSettled(asks())) expect(ask.status).toBe('rejected');
    await Promise.all(asks());
    await close();
  });

  test('refuses to start without its database, and says why', async () => {
    const nowhere = 'postgres://drawbridge@127.0.0.1:9/drawbridge';
    await expect(openStore({ databaseUrl: nowhere })).rejects.toThrow('ECONNREFUSED');
  });
});
