import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Backend } from './backend.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { pgliteBackend } from './pglite-backend.ts';
import { openMemory } from './test-memory.ts';

let pglite: PGlite;
let backend: Backend;
beforeAll(async () => {
  pglite = await openMemory();
  backend = pgliteBackend(pglite);
}, 30_000);
afterAll(() => backend.close());

async function columnsOf(table: string) {
  const query = 'select column_name as name from information_schema.columns where table_name = $1';
  const { rows } = await pglite.query<{ name: string }>(query, [table]);
  return rows.map(({ name }) => name);
}

test('applies each step once, in order', async () => {
  const first = { id: '1', sql: 'create table t (a int); create index on t (a);' };
  const second = { id: '2', sql: 'alter table t add column b int;' };
  await migrate(backend, [first]);
  await migrate(backend, [first, second]);
  await migrate(backend, [first, second]);
  expect(await columnsOf('t')).toEqual(['a', 'b']);
});

test('applies nothing when a step fails', async () => {
  const first = { id: '3', sql: 'create table u (a int);' };
  const broken = { id: '4', sql: 'select nothing from nowhere;' };
  await expect(migrate(backend, [first, broken])).rejects.toThrow('nowhere');
  expect(await columnsOf('u')).toEqual([]);
  await migrate(backend, [first]);
  expect(await columnsOf('u')).toEqual(['a']);
});

test('has steps whose ids are unique and in order', () => {
  const ids = migrations.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
});
