import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Store } from './store.ts';
import { memoryStore } from './test-memory.ts';

let store: Store;
beforeAll(async () => {
  store = await memoryStore();
  await store.db.execute(
    sql`create table things (id int primary key, words jsonb, at timestamptz)`,
  );
}, 60_000);
afterAll(() => store.close());
afterEach(() => vi.useRealTimers());

async function put(id: number, words: unknown = {}): Promise<void> {
  await store.db.execute(
    sql`insert into things values (${id}, ${JSON.stringify(words)}, ${new Date(0).toISOString()})`,
  );
}

async function words(id: number): Promise<unknown> {
  const { rows } = await store.db.execute(sql`select words from things where id = ${id}`);
  return rows[0]?.['words'];
}

test('answers the same statement anew each time', async () => {
  for (const id of [1, 2, 3]) await put(id, { id });
  for (const id of [1, 2, 3]) expect(await words(id)).toEqual({ id });
});

test('tells nothing of JSON from nothing at all, and takes any letter', async () => {
  await put(10, null);
  await put(11, 'für Łódź 🚀 "quoted"');
  const all = sql`select words, words is null as missing, null as nothing from things where id = 10`;
  expect((await store.db.execute(all)).rows).toEqual([
    { words: null, missing: false, nothing: null },
  ]);
  expect(await words(11)).toBe('für Łódź 🚀 "quoted"');
});

test('goes on after a statement that failed, prepared or not', async () => {
  await put(20);
  await expect(put(20)).rejects.toMatchObject({ cause: { code: '23505' } });
  await expect(store.db.execute(sql`select nothing from nowhere`)).rejects.toThrow();
  await put(21);
  expect(await words(21)).toEqual({});
});

test('keeps nothing of a transaction in which a statement failed', async () => {
  const both = store.transaction(async (tx) => {
    await tx.execute(sql`insert into things values (30)`);
    await tx.execute(sql`insert into things values (30)`);
  });
  await expect(both).rejects.toMatchObject({ cause: { code: '23505' } });
  expect(await words(30)).toBeUndefined();
});

test('keeps statements of a transaction apart from those beside it', async () => {
  const seen = await Promise.all([
    store
      .transaction(async (tx) => {
        await tx.execute(sql`insert into things values (40, '"inside"')`);
        await tx.execute(sql`select 1`);
        throw new Error('stop');
      })
      .catch(() => 'rolled back'),
    words(40),
    put(41, 'beside'),
  ]);
  expect(seen.slice(0, 2)).toEqual(['rolled back', undefined]);
  expect(await words(41)).toBe('beside');
});

test('forgets what it kept when there is much of it, and after a minute', async () => {
  const kept = async () => {
    const { rows } = await store.db.execute(
      sql`select count(*)::int as n from pg_prepared_statements`,
    );
    return rows[0]?.['n'];
  };
  for (let n = 0; n < 400; n++) await store.db.execute(sql.raw(`select ${n}`));
  expect(await kept()).toBeLessThan(301);
  expect(await kept()).toBeGreaterThan(50);
  vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] });
  expect(await kept()).toBe(1);
  expect(await words(1)).toEqual({ id: 1 });
});
