import pino from 'pino';
import { scrub } from './log/scrub.ts';

/** Something that takes finished lines; tests pass their own. */
type LogSink = { write(line: string): void };

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
type WriteLine = {
  /** The line of their sign-in says of which directory and object id the grant is. */
  readonly who: { readonly username: string; readonly grantId: string };
  /** Resource id of the cluster. */
  readonly cluster: string;
  /** The list as it was read right before. */
  readonly before: readonly string[];
  /** The list as it was sent. */
  readonly after: readonly string[];
  /** What Azure's activity log knows the request by. */
  readonly correlationId: string;
  /** Ids in the ledger; several where adjacent changes of one person went together. */
  readonly changes: readonly string[];
};

/** Writes the one audit line that every PUT has, just before it is sent: so none is without. */
export function audit(line: WriteLine, to: pino.Logger = log): void {
  to.info({ audit: line }, 'writes authorized IP ranges');
}
