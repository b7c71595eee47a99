import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Backend, Unlisten } from './backend.ts';
import { carefulEars } from './careful-ears.ts';
import type { Database } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { openFolder, pgliteBackend } from './pglite-backend.ts';
import { postgresBackend } from './postgres-backend.ts';
import { storeClock } from './store-clock.ts';

/** Where the store lives: a server, or a folder of this process alone. */
type StoreLocation = { readonly databaseUrl: string } | { readonly dataDir: string };

/** Everything kept between requests. One per process. */
export type Store = {
  readonly db: Database;
  /** All or nothing. Inside, use only the handle passed in (see `Database`). */
  transaction<T>(work: (tx: Database) => Promise<T>): Promise<T>;
  /**
   * Calls `onMessage` for every `notify` of any process, and `onGap` when messages may have been
   * missed or `onMessage` threw. A channel is a plain lower-case word.
   */
  listen(
    channel: string,
    onMessage: (payload: string) => void,
    onGap?: () => void,
  ): Promise<Unlisten>;
  /** Sends up to 8,000 bytes to all listeners; inside a transaction (`tx`) on its commit. */
  notify(channel: string, payload: string, tx?: Database): Promise<void>;
  /**
   * Milliseconds since 1970 by the store's own clock: for what several processes have to judge alike, since
   * their clocks differ.
   */
  now(): number;
  /** Whether the database answers now, within two seconds unless more is said. */
  ready(withinMs?: number): Promise<boolean>;
  /** Lets go of the database. */
  close(): Promise<void>;
};

/**
 * Opens the store and brings its schema up to date. Throws when the database cannot be reached, a
 * migration fails, or another process holds the folder: without a store nothing can start.
 * `onError` hears of what breaks in the background and mends itself, `onPanic` that a database in this process
 * has ended, as on a full disk: only another process can open it again.
 */
export async function openStore(
  location: StoreLocation,
  onError: (error: Error) => void = () => {},
  onPanic: (error: Error) => void = () => {},
): Promise<Store> {
  return storeOver(await openBackend(location, onError, onPanic), onError);
}

async function openBackend(
  location: StoreLocation,
  onError: (error: Error) => void,
  onPanic: (error: Error) => void,
): Promise<Backend> {
  if ('databaseUrl' in location) return postgresBackend(location.databaseUrl, onError);
  const release = await lockFolder(location.dataDir, onError);
  try {
    const backend = pgliteBackend(
      await openFolder(join(/*turbopackIgnore: true*/ location.dataDir, 'pglite'), onPanic),
    );
    const close = async () => {
      await backend.close();
      await release();
    };
    return { ...backend, close };
  } catch (error) {
    await release();
    throw error;
  }
}

/** As `openStore`, over a database that is open. Closes it when a migration fails. */
export async function storeOver(
  backend: Backend,
  onError: (error: Error) => void = () => {},
): Promise<Store> {
  const { db } = backend;
  const clock = await opened().catch(async (error: unknown) => {
    await backend.close();
    throw error;
  });
  async function opened() {
    await migrate(backend, migrations);
    // In this process it has the clock of this process.
    if (!backend.shared) return { now: Date.now, stop: () => {} };
    return storeClock(() => shownBy(db), { onError });
  }
  const listen = carefulEars(backend.listen, onError);
  return {
    db,
    transaction: (work) => db.transaction(work),
    listen: (channel, onMessage, onGap = () => {}) => listen(channel, onMessage, onGap),
    notify: async (channel, payload, tx = db) => {
      await tx.execute(sql`select pg_notify(${channel}, ${payload})`);
    },
    now: clock.now,
    ready: (withinMs = 2_000) => answersWithin(withinMs, db),
    close: async () => {
      clock.stop();
      await backend.close();
    },
  };
}

const shownSchema = z.tuple([z.object({ ms: z.number() })]);

async function shownBy(db: Database): Promise<number> {
  const ms = sql`extract(epoch from clock_timestamp())::float8 * 1000`;
  return shownSchema.parse((await db.execute(sql`select ${ms} as ms`)).rows)[0].ms;
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
