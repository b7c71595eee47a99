import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lock = () => join(folder, 'lock');

test('refuses a folder that a living process holds, and names the way out', async () => {
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(
    `in use by process ${process.pid}. Stop it, or set DATA_DIR`,
  );
  await release();
});

test('gives a folder again after it was let go', async () => {
  await (await lockFolder(folder))();
  await (await lockFolder(folder))();
  expect(await readdir(folder)).toEqual([]);
});

test('makes the folder', async () => {
  const deeper = join(folder, 'a', 'b');
  const release = await lockFolder(deeper);
  expect(await readdir(deeper)).toEqual(['lock']);
  await release();
});

test('takes over from a process that was killed', async () => {
  const program = `import { lockFolder } from ${JSON.stringify(import.meta.resolve('./folder-lock.ts'))};
    await lockFolder(${JSON.stringify(folder)});
    process.stdout.write('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${child.pid}`);

  child.kill('SIGKILL');
  await once(child, 'exit');
  const release = await lockFolder(folder);
  expect(JSON.parse(await readFile(lock(), 'utf8')).pid).toBe(process.pid);
  await release();
});

const stale = [
  ['a process id that nobody has', '{"pid":4194304}'],
  ['a process that began at another time', `{"pid":${process.pid},"started":"1"}`],
  ['a torn file', '{"pid":'],
  ['an empty file', ''],
] as const;

for (const [what, text] of stale) {
  test(`takes over from ${what}`, async () => {
    await writeFile(lock(), text);
    await (await lockFolder(folder))();
    expect(await readdir(folder)).toEqual([]);
  });
}

test('lets only one of several have a stale lock', async () => {
  await writeFile(lock(), '{"pid":4194304}');
  const tries = await Promise.allSettled([1, 2, 3, 4].map(() => lockFolder(folder)));
  const refused = tries.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(refused).toHaveLength(3);
  for (const reason of refused) expect(reason).toContain('in use by process');
});
