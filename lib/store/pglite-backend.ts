import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { Backend } from './backend.ts';
import { KeptPglite } from './kept-statements.ts';

/**
 * PostgreSQL writes all over its buffers when it starts: its usual 128 MB are most of a second and of the
 * memory of a console, whose ledger is a tenth of that.
 */
const sharedBuffers = '32MB';

/** PostgreSQL inside this process. The caller keeps other processes out of its folder. */
export function pgliteBackend(pglite: PGlite): Backend {
  return {
    db: drizzle(pglite),
    shared: false,
    inTransaction: (work) =>
      pglite.transaction((tx) =>
        work({
          query: async (text, values = []) => (await tx.query(text, [...values])).rows,
          run: async (text) => {
            await tx.exec(text);
          },
        }),
      ),
    // In process nothing can be missed, so there is never a gap.
    listen: async (channel, onMessage) => {
      const unlisten = await pglite.listen(channel, onMessage);
      return () => unlisten();
    },
    close: () => pglite.close(),
  };
}

/** Opens the database folder, making it on first use (some seconds). `onPanic` hears that it has ended for good. */
export async function openFolder(folder: string, onPanic: (error: Error) => void): Promise<PGlite> {
  const startParams = [...PGlite.defaultStartParams, '-c', `shared_buffers=${sharedBuffers}`];
  const pglite = new KeptPglite({ dataDir: folder, startParams });
  pglite.onPanic = onPanic;
  await pglite.waitReady;
  return pglite;
}
