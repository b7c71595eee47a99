import pino from 'pino';
import { scrub } from './log/scrub.ts';

/** Something that takes finished lines; tests pass their own. */
export type LogSink = { write(line: string): void };

/**
 * A logger that writes one JSON object per line (so nothing a caller typed can forge a line) and takes
 * tokens, cookies, codes and keys out of every line before it leaves.
 */
export function makeLog(sink: LogSink): pino.Logger {
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => sink.write(scrub(line)) },
  );
}

/** The log of this process, on standard output. */
export const log = makeLog({
  write: (line) => {
    process.stdout.write(line);
  },
});

/** One write to Azure, as it is kept for whoever asks later who changed what. */
export type AuditLine = {
  readonly who: { readonly tenantId: string; readonly objectId: string; readonly username: string };
  /** Resource id of the cluster. */
  readonly cluster: string;
  /** The list as it was read right before. */
  readonly before: readonly string[];
  /** The list as it was sent. */
  readonly after: readonly string[];
  /** What Azure's activity log knows the request by. */
  readonly correlationId: string;
  /** Id of the change in the ledger. */
  readonly changeId: string;
};

/** Writes the one audit line that every PUT has. */
export function audit(line: AuditLine, to: pino.Logger = log): void {
  to.info({ audit: line }, 'wrote authorized IP ranges');
}
