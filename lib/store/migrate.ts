import { z } from 'zod';
import type { Backend } from './backend.ts';
import type { Migration } from './migrations.ts';

/** An arbitrary number that every replica shares: whoever holds it migrates, the others wait. */
const advisoryLock = 7_316_224_011;

/** How long a step may wait for a table, in milliseconds. */
const longestWaitMs = 2_000;

const appliedRow = z.object({ id: z.string() });

/**
 * Brings the database to the newest schema, in one transaction: all steps or none. Replicas that
 * start together wait for the first one. Throws when a step fails, or the table that it needs stays taken:
 * the product must not start then.
 */
export async function migrate(backend: Backend, steps: readonly Migration[]): Promise<void> {
  await backend.inTransaction(async (script) => {
    if (backend.shared) await script.query('select pg_advisory_xact_lock($1)', [advisoryLock]);
    // Whoever waits to alter a table holds up all who come after, and a backup reads it for minutes.
    await script.run(`set local lock_timeout = ${longestWaitMs}`);
    // Not `if not exists`, which a database that only reads refuses also where there is nothing to do.
    if ((await script.query("select where to_regclass('schema_migrations') is null")).length > 0) {
      await script.run(
        'create table schema_migrations (id text primary key, applied_at timestamptz not null default now())',
      );
    }

    const applied = await script.query('select id from schema_migrations');
    const done = new Set(applied.map((row) => appliedRow.parse(row).id));
    for (const step of steps.filter(({ id }) => !done.has(id))) {
      await script.run(step.sql);
      await script.query('insert into schema_migrations (id) values ($1)', [step.id]);
    }
  });
}
