import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from './store.ts';
import { emptyDatabase } from './test-memory.ts';

test('keeps what was written when its process is killed, and keeps others out until then', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'store-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  // Not made from nothing, which takes seconds.
  const pglite = { dataDir: join(dataDir, 'pglite'), loadDataDir: await emptyDatabase() };
  await (await PGlite.create(pglite)).close();
  const program = `
    import { sql } from 'drizzle-orm';
    import { openStore } from '#lib/store/store';
    const store = await openStore({ dataDir: ${JSON.stringify(dataDir)} });
    await store.db.execute(sql\`create table notes (text text)\`);
    await store.transaction((tx) => tx.execute(sql\`insert into notes values ('kept')\`));
    process.stdout.write('written');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  await expect(openStore({ dataDir })).rejects.toThrow(`in use by process ${child.pid}`);

  child.kill('SIGKILL');
  await once(child, 'exit');
  const store = await openStore({ dataDir });
  onTestFinished(() => store.close());
  const { rows } = await store.db.execute(sql`select text from notes`);
  expect(rows).toEqual([{ text: 'kept' }]);
}, 60_000);
