import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

type WithRows<Row> = { readonly rows: Row[] };

/** What both drivers give back for a raw statement. */
interface Rows extends PgQueryResultHKT {
  readonly type: WithRows<this['row']>;
}

/**
 * Drizzle's handle on the one PostgreSQL dialect, whatever stands behind it. A transaction is a
 * `Database` too: a function that takes one works inside a transaction and outside.
 *
 * PGlite is a single connection. Inside `store.transaction` use only the handle it passes: a query on
 * `store.db` there waits for the transaction to end, which waits for the query.
 */
export type Database = PgDatabase<Rows, Record<string, never>>;

/** Plain SQL inside one transaction, for what must run before Drizzle may: migrations. */
export type Script = {
  /** The rows of one statement; values are `$1`, `$2` … */
  query(text: string, values?: readonly unknown[]): Promise<readonly unknown[]>;
  /** Any number of statements without values. */
  run(text: string): Promise<void>;
};
