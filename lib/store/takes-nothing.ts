import { z } from 'zod';

// Of the table of error codes at the end of PostgreSQL's manual: "read_only_sql_transaction", the class
// "insufficient resources" (a full disk, no memory), and what is answered only to who wants to connect,
// "too_many_connections" and "cannot_connect_now".
const refusalSchema = z.union([
  z.object({ severity: z.literal('ERROR'), code: z.string().regex(/^(25006|53...)$/) }),
  z.object({ code: z.enum(['53300', '57P03']) }),
]);
const errorSchema = z.union([refusalSchema, z.object({ cause: refusalSchema })]);

/**
 * Whether a statement failed because the database takes nothing now: it only reads, or has no room for it. That
 * nothing of it was stored is certain, as it is not where a connection breaks or a server ends in a panic.
 */
export function takesNothing(error: unknown): boolean {
  return errorSchema.safeParse(error).success;
}
