import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Backend, Unlisten } from './backend.ts';
import { carefulEars } from './careful-ears.ts';
import type { Database } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { openMemory } from './memory.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { openFolder, pgliteBackend } from './pglite-backend.ts';
import { postgresBackend } from './postgres-backend.ts';

/** Where the store lives: a server, a folder of this process alone, or memory (tests). */
export type StoreLocation =
  | { readonly databaseUrl: string }
  | { readonly dataDir: string }
  | { readonly memory: true };

/** Everything kept between requests. One per process. */
export type Store = {
  readonly db: Database;
  /** All or nothing. Inside, use only the handle passed in (see `Database`). */
  transaction<T>(work: (tx: Database) => Promise<T>): Promise<T>;
  /**
   * Hears `notify` of every process. `onGap` says that messages may have been missed; so does a message
   * that `onMessage` throws at. A channel is a plain lower-case word.
   */
  listen(
    channel: string,
    onMessage: (payload: string) => void,
    onGap?: () => void,
  ): Promise<Unlisten>;
  /** Sends up to 8,000 bytes to all listeners; inside a transaction (`tx`) on its commit. */
  notify(channel: string, payload: string, tx?: Database): Promise<void>;
  /** Whether the database answers now, within two seconds. */
  ready(): Promise<boolean>;
  /** Lets go of the database. */
  close(): Promise<void>;
};

/**
 * Opens the store and brings its schema up to date. Throws when the database cannot be reached, a
 * migration fails, or another process holds the folder: without a store nothing can start.
 * `onError` hears of what breaks in the background and mends itself.
 */
export async function openStore(
  location: StoreLocation,
  onError: (error: Error) => void = () => {},
): Promise<Store> {
  const { backend, release } = await openBackend(location, onError);
  const close = async () => {
    await backend.close();
    await release();
  };
  try {
    await migrate(backend, migrations);
  } catch (error) {
    await close();
    throw error;
  }
  return storeOn(backend, close, onError);
}

async function openBackend(location: StoreLocation, onError: (error: Error) => void) {
  const nothing = async () => {};
  if ('databaseUrl' in location) {
    return { backend: postgresBackend(location.databaseUrl, onError), release: nothing };
  }
  if ('memory' in location) {
    return { backend: pgliteBackend(await openMemory()), release: nothing };
  }
  const release = await lockFolder(location.dataDir, { onError });
  try {
    const pglite = await openFolder(join(location.dataDir, 'pglite'));
    return { backend: pgliteBackend(pglite), release };
  } catch (error) {
    await release();
    throw error;
  }
}

function storeOn(
  backend: Backend,
  close: () => Promise<void>,
  onError: (error: Error) => void,
): Store {
  const { db } = backend;
  const listen = carefulEars(backend.listen, onError);
  return {
    db,
    transaction: (work) => db.transaction(work),
    listen: (channel, onMessage, onGap = () => {}) => listen(channel, onMessage, onGap),
    notify: async (channel, payload, tx = db) => {
      await tx.execute(sql`select pg_notify(${channel}, ${payload})`);
    },
    ready: () => answersWithin(2_000, db),
    close,
  };
}

async function answersWithin(limitMs: number, db: Database): Promise<boolean> {
  const answer = db.execute(sql`select 1`).then(
    () => true,
    () => false,
  );
  const tooLate = new Promise<boolean>((resolve) => {
    setTimeout(resolve, limitMs, false).unref();
  });
  return Promise.race([answer, tooLate]);
}
