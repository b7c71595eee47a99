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
