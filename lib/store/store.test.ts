import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grants, pendingSignIns, sessions } from './schema.ts';
import { openStore, type Store } from './store.ts';
import { memoryStore } from './test-memory.ts';
import { freshDatabase } from './test-server.ts';

type Open = (onError: (error: Error) => void) => Promise<Store>;
const places: readonly (readonly [string, Open])[] = [
  ['PGlite', memoryStore],
  ['PostgreSQL', async (onError) => openStore({ databaseUrl: await freshDatabase() }, onError)],
];

describe.each(places)('a store on %s', (_, open) => {
  let store: Store;
  const troubles: string[] = [];
  beforeAll(async () => {
    store = await open((error) => troubles.push(error.message));
    await store.db.execute(sql`create table if not exists notes (text text)`);
  }, 60_000);
  afterAll(() => store.close());

  async function notes(): Promise<unknown[]> {
    const { rows } = await store.db.execute<{ text: string }>(sql`select text from notes`);
    return rows.map((row) => row.text);
  }

  test('says that it is ready', async () => {
    expect(await store.ready()).toBe(true);
  });

  test('has the tables that the program knows, column by column', async () => {
    for (const table of [grants, sessions, pendingSignIns]) {
      expect(await store.db.select().from(table)).toEqual([]);
    }
  });

  test('keeps nothing of a transaction that throws', async () => {
    const failing = store.transaction(async (tx) => {
      await tx.execute(sql`insert into notes values ('lost')`);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await notes()).not.toContain('lost');
  });

  test('carries a notification to whoever listens, until they stop', async () => {
    const heard: string[] = [];
    let arrived = Promise.withResolvers<void>();
    const hear = (payload: string) => {
      heard.push(payload);
      arrived.resolve();
    };
    const stop = await store.listen('news', hear);
    await store.notify('news', 'one');
    await arrived.promise;
    await stop();

    arrived = Promise.withResolvers();
    const stopSecond = await store.listen(
      'news',
      (payload) => payload === 'end' && arrived.resolve(),
    );
    await store.notify('news', 'two');
    await store.notify('news', 'end');
    await arrived.promise;
    await stopSecond();
    expect(heard).toEqual(['one']);
  });

  test('hears on after a listener that throws, and tells it of the gap', async () => {
    const arrived = Promise.withResolvers<void>();
    const gaps: string[] = [];
    const hear = (payload: string) => {
      if (payload === 'strange') throw new Error('not understood');
      arrived.resolve();
    };
    const tellGap = () => {
      gaps.push('gap');
      throw new Error('nor this');
    };
    const stop = await store.listen('strangers', hear, tellGap);
    await store.notify('strangers', 'strange');
    await store.notify('strangers', 'known');
    await arrived.promise;
    await stop();
    expect(gaps).toEqual(['gap']);
    expect(troubles).toEqual(['not understood', 'nor this']);
  });

  test('notifies from inside a transaction only when it commits', async () => {
    const heard: string[] = [];
    const arrived = Promise.withResolvers<void>();
    const stop = await store.listen('commits', (payload) => {
      heard.push(payload);
      arrived.resolve();
    });
    const failing = store.transaction(async (tx) => {
      await store.notify('commits', 'rolled back', tx);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    await store.transaction((tx) => store.notify('commits', 'committed', tx));
    await arrived.promise;
    await stop();
    expect(heard).toEqual(['committed']);
  });
});

test('says that it is not ready once it is closed', async () => {
  const store = await memoryStore();
  await store.close();
  expect(await store.ready()).toBe(false);
}, 30_000);
