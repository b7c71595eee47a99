import { z } from 'zod';

// Of the table of error codes at the end of PostgreSQL's manual: "read_only_sql_transaction", "deadlock_detected"
// (where a batch is let go and cancelled at once, one of the two is taken back), the class "insufficient
// resources" (a full disk, no memory), and what is answered only to who wants to connect, "too_many_connections"
// and "cannot_connect_now". Of pg's words those for a connection that was not to be had in time, on which nothing
// can have been asked.
const refusalSchema = z.union([
  z.object({ severity: z.literal('ERROR'), code: z.string().regex(/^(25006|40P01|53...)$/) }),
  z.object({ code: z.enum(['53300', '57P03']) }),
  z.object({
    message: z.enum([
      'timeout exceeded when trying to connect',
      'Connection terminated due to connection timeout',
    ]),
  }),
]);
const errorSchema = z.union([refusalSchema, z.object({ cause: refusalSchema })]);

// Of the same table the class "connection exception", "admin_shutdown" and "crash_shutdown"; of Node's codes those
// of a connection; of pg's words those for one that ended or fell silent, which have no code.
const breakSchema = z.union([
  z.object({
    code: z
      .string()
      .regex(
        /^(08...|57P0[12]|ECONN(RESET|REFUSED|ABORTED)|EPIPE|ETIMEDOUT|E(HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN)$/,
      ),
  }),
  z.object({ message: z.string().regex(/^(Connection terminated|Query read timeout)/) }),
]);
const brokenSchema = z.union([breakSchema, z.object({ cause: breakSchema })]);

/**
 * Whether a statement failed because the database takes nothing now: it only reads, has no room for it, or no
 * connection to it came about. That nothing of it was stored is certain, as it is not where a connection breaks
 * or a server ends in a panic.
 */
export function takesNothing(error: unknown): boolean {
  return errorSchema.safeParse(error).success;
}

/** Whether the connection broke, or never came about, so that nobody knows what of a statement was stored. */
export function answerLost(error: unknown): boolean {
  return brokenSchema.safeParse(error).success;
}
