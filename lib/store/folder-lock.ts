import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A process: its id is used again after it ends, its start time then differs (Linux only). */
const holderSchema = z.object({ pid: z.number().int().positive(), started: z.string().optional() });
type Holder = z.infer<typeof holderSchema>;

/**
 * Keeps a folder for this process alone and gives back what lets go of it. PGlite has no lock of its
 * own, and two processes on one folder destroy it. The lock of a process that is gone is taken over.
 * Throws when a living process holds the folder. Works among the processes of one machine.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'lock');
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(await describe(process.pid)), { mode: 0o600 });
  try {
    while (!(await linked(draft, path))) await clearStale(path, folder);
  } finally {
    await unlink(draft);
  }
  return () => unlink(path);
}

/** A link is made whole or not at all, unlike a file that is created and then written. */
async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function clearStale(path: string, folder: string): Promise<void> {
  const text = await readIfThere(path);
  if (text === undefined) return;
  const holder = readHolder(text);
  if (holder && (await lives(holder))) {
    throw new Error(
      `The folder ${folder} is in use by process ${holder.pid}. Stop it, or set DATA_DIR to another folder.`,
    );
  }

  // Two processes may clear at once: only one rename finds the file. If what it moved away is not what
  // was judged stale, a third had taken the lock meanwhile, and gets it back.
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(ignore('ENOENT'));
  const moved = await readIfThere(aside);
  if (moved !== undefined && moved !== text) await link(aside, path).catch(ignore('EEXIST'));
  await unlink(aside).catch(ignore('ENOENT'));
}

function readHolder(text: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    // Not ours to understand: a torn write of an older program cannot be held by anybody.
    return undefined;
  }
}

async function describe(pid: number): Promise<Holder> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // proc(5): field 22 is the start time; the name in field 2 may hold spaces, so count after it.
  const started = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return started === undefined ? { pid } : { pid, started };
}

async function lives(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    if (!hasCode(error, 'EPERM')) return false;
  }
  const now = await describe(holder.pid);
  return holder.started === undefined || now.started === holder.started;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function ignore(code: string) {
  return (error: unknown) => {
    if (!hasCode(error, code)) throw error;
  };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
