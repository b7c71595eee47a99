import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { every } from './every.ts';
import { hasCode, orNothing } from './file-errors.ts';
import { isHere, lives, readHolder, signOfLifeMs, thisProcess } from './lock-holder.ts';

/**
 * Keeps a folder for this process alone and gives back what lets go of it. PGlite has no lock of its
 * own, and two processes on one folder destroy it. The lock of a process that is gone is taken over: at
 * once where it can be looked for, and after a minute without a sign of life where it was another host's
 * or container's. Throws when a living process holds the folder.
 */
export async function lockFolder(
  folder: string,
  onError: (error: Error) => void = () => {},
): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'lock');
  const draft = `${path}.${randomUUID()}`;
  const text = JSON.stringify({ ...(await thisProcess()), id: randomUUID() });
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(text);
    while (!(await linked(draft, path)) && !(await tookOver(draft, path, folder)));
  } catch (error) {
    await file.close();
    throw error;
  } finally {
    await unlink(draft);
  }

  // Of the file itself, whatever its name is by now: never of another's lock.
  const stop = every(signOfLifeMs, () => {
    const now = new Date();
    file.utimes(now, now).catch(onError);
  });
  return async () => {
    stop();
    await file.close();
    if ((await readIfThere(path)) === text) await unlink(path);
  };
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

/**
 * Puts our lock in the place of one whose holder is gone; false when there is something to look at anew.
 * Several may judge a lock at once, so only who has the claim may replace it, after a second look.
 */
async function tookOver(draft: string, path: string, folder: string): Promise<boolean> {
  const claim = `${path}.claim`;
  const judged = await readIfThere(path);
  if (judged === undefined) return false;
  await refuseIfHeld(path, judged, folder);
  if (!(await linked(draft, claim))) {
    const other = await readIfThere(claim);
    if (other === undefined) return false;
    await refuseIfHeld(claim, other, folder);
    // Killed between two steps, so there is hardly ever one.
    await orNothing(unlink(claim));
    return false;
  }
  if ((await readIfThere(path)) === judged) {
    await rename(claim, path);
    return true;
  }
  await unlink(claim);
  return false;
}

async function refuseIfHeld(path: string, text: string, folder: string): Promise<void> {
  const holder = readHolder(text);
  const file = await orNothing(stat(path));
  if (!holder || !file || !(await lives(holder, file.mtimeMs))) return;
  const where = holder.host === undefined ? '' : ` of ${holder.host}`;
  const later = (await isHere(holder)) ? '' : ' If it was killed, wait a minute.';
  throw new Error(
    `The folder ${folder} is in use by process ${holder.pid}${where}. Stop it, or set DATA_DIR to another folder.${later}`,
  );
}

function readIfThere(path: string): Promise<string | undefined> {
  return orNothing(readFile(path, 'utf8'));
}
