import type pino from 'pino';
import { log } from '#lib/log';

/** An answer that was no success, or none at all, in the words of whoever gave it. */
export type RefusedAnswer = {
  readonly method: string;
  /** Without its query: signed links carry secrets there. */
  readonly path: string;
  /** Absent when no answer came. */
  readonly status?: number;
  readonly code?: string | undefined;
  readonly message: string;
  /** The one that people are shown and can hand on. */
  readonly correlationId?: string | undefined;
};

/** How Azure's or Entra's own words get into the log. `warn` where the operator has to act. */
export function logRefused(
  by: 'Azure' | 'Entra',
  answer: RefusedAnswer,
  level: 'info' | 'warn' = answer.status === undefined ? 'warn' : 'info',
  to: pino.Logger = log,
): void {
  to[level](
    { refused: answer },
    answer.status === undefined ? `${by} did not answer` : `${by} refused`,
  );
}
