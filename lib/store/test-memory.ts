import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { KeptPglite } from './kept-statements.ts';
import { pgliteBackend } from './pglite-backend.ts';
import { type Store, storeOver } from './store.ts';

const cacheFolder = join('node_modules', '.cache', 'drawbridge');

// A tool of tests. No part of the product.

/** A store in memory, empty. */
export async function memoryStore(onError?: (error: Error) => void): Promise<Store> {
  return storeOver(pgliteBackend(await openMemory()), onError);
}

/** A database in memory, without a table. */
export async function openMemory(): Promise<PGlite> {
  const pglite = new KeptPglite({ loadDataDir: await emptyDatabase() });
  await pglite.waitReady;
  return pglite;
}

/**
 * An empty database as an archive. Making one takes ten seconds, loading it half of one, so the first
 * run on a machine keeps it.
 */
export async function emptyDatabase(): Promise<Blob> {
  const path = join(cacheFolder, 'small-pglite.tar');
  const kept = await readFile(path).catch(() => undefined);
  if (kept) return new Blob([kept]);

  const pglite = await PGlite.create();
  await makeSmall(pglite);
  const empty = await pglite.dumpDataDir('none');
  await pglite.close();
  await mkdir(cacheFolder, { recursive: true });
  // Whole or not at all: test workers start side by side.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, new Uint8Array(await empty.arrayBuffer()));
  await rename(draft, path);
  return empty;
}

/** To load a database is to set up its buffers, 128 MB by default, and to copy all that is in it. */
async function makeSmall(pglite: PGlite): Promise<void> {
  await pglite.exec("alter system set shared_buffers = '1MB'");
  await pglite.exec('update pg_database set datistemplate = false');
  for (const unused of ['template0', 'template1']) await pglite.exec(`drop database ${unused}`);
  await pglite.exec('checkpoint');
}
