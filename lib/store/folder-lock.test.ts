import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
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
    `in use by process ${process.pid} of ${hostname()}. Stop it, or set DATA_DIR`,
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

const elsewhere = [
  ['on another host', { host: 'drawbridge-7c9f-x2x4q' }],
  ['in another container of this host', { pidNamespace: 'pid:[1]' }],
] as const;

for (const [where, place] of elsewhere) {
  test(`refuses what a process ${where} holds, until it has given no sign of life for a minute`, async () => {
    const release = await lockFolder(folder);
    const mine = JSON.parse(await readFile(lock(), 'utf8'));
    await release();
    await writeFile(lock(), JSON.stringify({ ...mine, pid: 4194304, ...place }));
    await expect(lockFolder(folder)).rejects.toThrow('in use by process 4194304 of');

    const longAgo = new Date(Date.now() - 61_000);
    await utimes(lock(), longAgo, longAgo);
    await (await lockFolder(folder))();
    expect(await readdir(folder)).toEqual([]);
  });
}

test('gives signs of life as long as it holds the folder', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const release = await lockFolder(folder);
  await utimes(lock(), 0, 0);
  vi.advanceTimersByTime(10_000);
  await expect.poll(async () => (await stat(lock())).mtimeMs).toBeGreaterThan(Date.now() - 61_000);
  await release();
  expect(vi.getTimerCount()).toBe(0);
});

test('leaves the lock to whoever has taken it over meanwhile', async () => {
  const release = await lockFolder(folder);
  await writeFile(lock(), 'of another');
  await release();
  expect(await readFile(lock(), 'utf8')).toBe('of another');
});

test('takes over also after another was killed in the midst of taking over', async () => {
  for (const name of ['lock', 'lock.claim']) await writeFile(join(folder, name), '{"pid":4194304}');
  await (await lockFolder(folder))();
  expect(await readdir(folder)).toEqual([]);
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
