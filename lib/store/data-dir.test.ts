import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from './store.ts';
import { emptyDatabase } from './test-memory.ts';

test('keeps what was written when its process is killed, and keeps others out until then', async () => {
  const dataDir = await madeFolder();
  const program = `
    import { sql } from 'drizzle-orm';
    import { openStore } from '#lib/store/store';
    const store = await openStore({ dataDir: ${JSON.stringify(dataDir)} });
    await store.db.execute(sql\`create table notes (text text)\`);
    await store.transaction((tx) => tx.execute(sql\`insert into notes values ('kept')\`));
    process.stdout.write('written');
    setInterval(() => {}, 1000);`;
  const child = started(program);
  await once(child.stdout, 'data');
  await expect(openStore({ dataDir })).rejects.toThrow(`in use by process ${child.pid}`);

  child.kill('SIGKILL');
  await once(child, 'exit');
  const store = await openStore({ dataDir });
  onTestFinished(() => store.close());
  const { rows } = await store.db.execute(sql`select text from notes`);
  expect(rows).toEqual([{ text: 'kept' }]);
});

test('ends with its database where that ends in a panic, and has kept what was written', async () => {
  const dataDir = await madeFolder();
  const [log, away] = ['pg_wal', 'away'].map((name) => join(dataDir, 'pglite', name));
  if (!log || !away) throw new Error('none');
  // Without its folder no new segment of the log can be made, as on a full disk.
  const program = `
    import { renameSync } from 'node:fs';
    import { sql } from 'drizzle-orm';
    import { currentStore } from '#lib/store/current';
    const { db } = await currentStore();
    await db.execute(sql\`create table notes (text text)\`);
    await db.execute(sql\`insert into notes values ('kept')\`);
    renameSync(${JSON.stringify(log)}, ${JSON.stringify(away)});
    const much = sql\`select pg_logical_emit_message(true, '', repeat('a', 1000000))\`;
    for (;;) await db.execute(much).catch(() => {});`;
  const child = started(program, {
    DATA_DIR: dataDir,
    AZURE_CLIENT_ID: '11112222-bbbb-3333-cccc-4444dddd5555',
    AZURE_CLIENT_SECRET: 's3cret',
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(child.exitCode).toBe(1);
  expect(said).toContain('the database in this process has ended');

  await rename(away, log);
  const store = await openStore({ dataDir });
  onTestFinished(() => store.close());
  const { rows } = await store.db.execute(sql`select text from notes`);
  expect(rows).toEqual([{ text: 'kept' }]);
});

async function madeFolder(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'store-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  // Not made from nothing, which takes seconds.
  const pglite = { dataDir: join(dataDir, 'pglite'), loadDataDir: await emptyDatabase() };
  await (await PGlite.create(pglite)).close();
  return dataDir;
}

function started(program: string, settings: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...settings },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
