import type { Database, Script } from './database.ts';

/** Stops a subscription. Safe to call twice. */
export type Unlisten = () => Promise<void>;

/** What PGlite and a PostgreSQL server both can do for the store. */
export type Backend = {
  readonly db: Database;
  /** True when other processes may hold the same database. */
  readonly shared: boolean;
  /** Runs plain SQL in one transaction; throws what the database throws. */
  inTransaction(work: (script: Script) => Promise<void>): Promise<void>;
  /**
   * Calls `onMessage` for every `pg_notify` on a channel, and `onGap` when messages may have been
   * missed because the connection was lost and is back.
   */
  listen(
    channel: string,
    onMessage: (payload: string) => void,
    onGap: () => void,
  ): Promise<Unlisten>;
  close(): Promise<void>;
};
