import type { Database } from './database.ts';

/**
 * Makes something once for each database, most of all a query that is asked all the time: Drizzle takes
 * about as long to write one down as PostgreSQL to answer it.
 */
export function oncePer<T>(make: (db: Database) => T): (db: Database) => T {
  const made = new WeakMap<Database, { readonly it: T }>();
  return (db) => {
    const known = made.get(db) ?? { it: make(db) };
    made.set(db, known);
    return known.it;
  };
}

/** For `prepare`: nothing stays at a server under a name, where a pooler might hand us another connection. */
export const unnamed = '';
