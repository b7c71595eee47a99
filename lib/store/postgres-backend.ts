import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Backend } from './backend.ts';
import type { Script } from './database.ts';
import { postgresListener } from './postgres-listener.ts';

/** A PostgreSQL server. `onError` hears of connections that broke while nobody was using them. */
export function postgresBackend(databaseUrl: string, onError: (error: Error) => void): Backend {
  const pool = new pg.Pool({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  // Without a listener a server restart would end this process.
  pool.on('error', onError);
  const listener = postgresListener(databaseUrl, onError);

  return {
    db: drizzle(pool),
    shared: true,
    inTransaction: (work) => inTransaction(pool, work),
    listen: listener.listen,
    close: async () => {
      await listener.close();
      await pool.end();
    },
  };
}

async function inTransaction(pool: pg.Pool, work: (script: Script) => Promise<void>) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work({
      query: async (text, values = []) => (await client.query(text, [...values])).rows,
      run: async (text) => {
        await client.query(text);
      },
    });
    await client.query('commit');
    client.release();
  } catch (error) {
    // A connection in an unknown state does not go back to the pool; closing it rolls back.
    client.release(true);
    throw error;
  }
}
