import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Backend } from './backend.ts';
import { connectionOf } from './connection.ts';
import { every } from './every.ts';

type Subscriber = { channel: string; onMessage: (payload: string) => void; onGap: () => void };

/** Longest pause between two attempts to get a lost connection back, in milliseconds. */
const longestPauseMs = 5_000;

/** Who has not answered by the next time never will: a dead connection is noticed within twice this. */
const probeMs = 20_000;

/**
 * One connection that hears notifications for the whole process. It is opened on first use; when it
 * breaks it is opened again, all channels are heard again, and every subscriber is told of the gap.
 * A network may also drop a quiet connection without a word, so the server is asked something at times.
 */
export function postgresListener(databaseUrl: string, onError: (error: Error) => void) {
  const subscribers = new Set<Subscriber>();
  const stopped = new AbortController();
  let connection: Promise<pg.Client> | undefined;

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client(connectionOf(databaseUrl));
    client.on('notification', ({ channel, payload = '' }) => {
      for (const one of subscribers) if (one.channel === channel) one.onMessage(payload);
    });
    client.on('error', onError);
    try {
      await client.connect();
      watch(client);
      for (const channel of new Set([...subscribers].map((one) => one.channel))) {
        await client.query(listenStatement(channel));
      }
    } catch (error) {
      await client.end().catch(onError);
      throw error;
    }
    client.once('end', () => {
      if (!stopped.signal.aborted) connection = reconnect();
    });
    return client;
  }

  function watch(client: pg.Client) {
    let unanswered = false;
    const stop = every(probeMs, () => {
      if (unanswered) {
        onError(new Error('The connection that hears notifications has fallen silent'));
        // It waits for an answer, so pg cuts it off.
        void client.end();
        return;
      }
      unanswered = true;
      client.query('select 1').then(() => {
        unanswered = false;
      }, onError);
    });
    client.once('end', stop);
  }

  async function reconnect(): Promise<pg.Client> {
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      await delay(pauseMs, undefined, { signal: stopped.signal });
      try {
        const client = await connect();
        for (const one of subscribers) one.onGap();
        return client;
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  const listen: Backend['listen'] = async (channel, onMessage, onGap) => {
    const subscriber = { channel, onMessage, onGap };
    connection ??= connect();
    try {
      await (await connection).query(listenStatement(channel));
    } catch (error) {
      connection = undefined;
      throw error;
    }
    subscribers.add(subscriber);
    return async () => {
      subscribers.delete(subscriber);
    };
  };

  const close = async () => {
    stopped.abort();
    const client = await connection?.catch(() => undefined);
    await client?.end();
  };

  return { listen, close };
}

function listenStatement(channel: string): string {
  return `listen ${pg.escapeIdentifier(channel)}`;
}
