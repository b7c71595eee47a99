import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Backend } from './backend.ts';
import { connectionOf } from './connection.ts';
import type { Database, Script } from './database.ts';
import { postgresListener } from './postgres-listener.ts';

/**
 * How long an answer is waited for, in milliseconds: after a failover none may ever come, and a page waits as
 * long. Far more than any question of ours takes; migrations are not asked so.
 */
const longestAnswerMs = 15_000;

/** A PostgreSQL server. `onError` hears of connections that broke while nobody was using them. */
export function postgresBackend(
  databaseUrl: string,
  onError: (error: Error) => void,
  { answerMs = longestAnswerMs } = {},
): Backend {
  const pool = new pg.Pool({ ...connectionOf(databaseUrl), query_timeout: answerMs });
  // Without a listener a server restart would end this process.
  pool.on('error', onError);
  const listener = postgresListener(databaseUrl, onError);

  return {
    db: Object.assign(drizzle(pool), transactionsOn(pool, onError)),
    shared: true,
    inTransaction: (work) => inTransaction(databaseUrl, onError, work),
    listen: listener.listen,
    close: async () => {
      await listener.close();
      await pool.end();
    },
  };
}

/**
 * Drizzle's own transaction keeps a connection for good on which `begin` got no answer, and gives one
 * back that is in the midst of something. Ten of those are the whole pool.
 */
function transactionsOn(
  pool: pg.Pool,
  onError: (error: Error) => void,
): Pick<Database, 'transaction'> {
  return {
    async transaction(work, config) {
      const client = await pool.connect();
      client.on('error', onError);
      let sound = false;
      try {
        const answer = await drizzle(client).transaction(work, config);
        sound = true;
        return answer;
      } finally {
        client.off('error', onError);
        client.release(!sound);
      }
    },
  };
}

/** On a connection of its own, where an answer may take as long as it takes. */
async function inTransaction(
  databaseUrl: string,
  onError: (error: Error) => void,
  work: (script: Script) => Promise<void>,
) {
  const client = new pg.Client(connectionOf(databaseUrl));
  client.on('error', onError);
  try {
    await client.connect();
    await client.query('begin');
    await work({
      query: async (text, values = []) => (await client.query(text, [...values])).rows,
      run: async (text) => {
        await client.query(text);
      },
    });
    await client.query('commit');
  } finally {
    // Whatever is not committed is rolled back with it.
    await client.end();
  }
}
