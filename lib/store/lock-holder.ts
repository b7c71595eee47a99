import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { parseJson } from '#lib/parse-json';
import { hasCode } from './file-errors.ts';

/**
 * A process: its id means something on its host and in its namespace alone, and is used again after it
 * ends; its start time then differs. What only Linux tells may be missing.
 */
const holderSchema = z.object({
  pid: z.number().int().positive(),
  started: z.string().optional(),
  host: z.string().optional(),
  pidNamespace: z.string().optional(),
});

/** Who holds a lock. */
type Holder = z.infer<typeof holderSchema>;

/** How often a holder gives a sign of life, in ms. */
export const signOfLifeMs = 10_000;

/** Without a sign for so long a holder that cannot be looked at from here is gone. */
const goneAfterMs = 60_000;

/** This process. */
export async function thisProcess(): Promise<Holder> {
  const { pid } = process;
  return { pid, host: hostname(), started: await startOf(pid), pidNamespace: await namespace() };
}

/**
 * Reads a lock file; undefined when it does not name a holder, as after an older program was killed
 * while writing it.
 */
export function readHolder(text: string): Holder | undefined {
  return holderSchema.safeParse(parseJson(text)).data;
}

/**
 * Whether the holder of a lock is still running. `lastSign` is when it last gave a sign of life, in
 * ms since 1970.
 */
export async function lives(holder: Holder, lastSign: number): Promise<boolean> {
  if (!(await isHere(holder))) return Date.now() - lastSign < goneAfterMs;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    if (!hasCode(error, 'EPERM')) return false;
  }
  const started = await startOf(holder.pid);
  return started === undefined || holder.started === undefined || started === holder.started;
}

/**
 * Whether the process id means something here: same host and same pid namespace. Lock files of
 * releases that did not write these count as from here.
 */
export async function isHere({ host, pidNamespace }: Holder): Promise<boolean> {
  return host === undefined || (host === hostname() && pidNamespace === (await namespace()));
}

function namespace(): Promise<string | undefined> {
  return readlink('/proc/self/ns/pid').catch(() => undefined);
}

async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // proc(5): field 22 is the start time; the name in field 2 may hold spaces, so count after it.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}
