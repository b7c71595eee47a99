import { foundation } from './migration-0001-foundation.ts';
import { ledger } from './migration-0002-ledger.ts';
import { batches } from './migration-0003-batches.ts';
import { additions } from './migration-0004-additions.ts';

/** One step of the schema. `id` sorts and never changes once released; `sql` may hold many statements. */
export type Migration = { readonly id: string; readonly sql: string };

/**
 * All steps, oldest first. New steps go at the end: replicas of the previous release run while they
 * are applied, so a step adds, and what it replaces goes in a later release.
 */
export const migrations: readonly Migration[] = [foundation, ledger, batches, additions];
