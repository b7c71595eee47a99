import { z } from 'zod';

// "read_only_sql_transaction" in the table of error codes at the end of PostgreSQL's manual.
const readOnlySchema = z.object({ cause: z.object({ code: z.literal('25006') }) });

/** Whether a statement failed because the database only reads: it is in recovery, or told to. Nothing was stored. */
export function onlyReads(error: unknown): boolean {
  return readOnlySchema.safeParse(error).success;
}
