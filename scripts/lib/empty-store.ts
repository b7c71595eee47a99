import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { root } from './children.ts';

const kept = join(root, 'node_modules/.cache/drawbridge/empty-store');

/** Makes sure that there is an empty store to copy; the first run on a machine makes it. */
export async function makeEmptyStore(): Promise<void> {
  if (existsSync(kept)) return;
  const draft = `${kept}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  await (await PGlite.create(join(draft, 'pglite'))).close();
  // Whole or not at all.
  renameSync(draft, kept);
}

/**
 * Gives a console a store without a table as its `DATA_DIR`. To make one from nothing takes it ten
 * seconds of work.
 */
export function copyEmptyStore(dataDir: string): void {
  cpSync(kept, dataDir, { recursive: true });
}
