import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

const cacheFolder = join('node_modules', '.cache', 'drawbridge');

/**
 * A database in memory, for tests. Making an empty one takes seconds; loading a copy of one takes
 * tenths, so the first run on a machine keeps a copy.
 */
export async function openMemory(): Promise<PGlite> {
  const path = join(cacheFolder, 'empty-pglite.tar');
  const kept = await readFile(path).catch(() => undefined);
  if (kept) return PGlite.create({ loadDataDir: new Blob([kept]) });

  const pglite = await PGlite.create();
  const empty = await pglite.dumpDataDir('none');
  await mkdir(cacheFolder, { recursive: true });
  // Whole or not at all: test workers start side by side.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, new Uint8Array(await empty.arrayBuffer()));
  await rename(draft, path);
  return pglite;
}
