import { z } from 'zod';
import { plainWords } from '#lib/azure/refusal/refusal';
import { logRefused, type RefusedAnswer } from '#lib/log/refused-answer';
import { parseJson } from '#lib/parse-json';
import { isUnregistered, readEntraTrace } from './entra-error.ts';
import { readSignInRefusal } from './refusal.ts';

/** What was asked of Entra; the id is MSAL's. */
type Asked = Pick<RefusedAnswer, 'method' | 'path' | 'correlationId'>;

const refusalSchema = z.object({ error: z.string(), error_description: z.string().catch('') });

/**
 * Writes into the log what Entra said instead of giving a token: as a warning what only the operator can
 * mend, this console's own secret for one. That a directory abroad does not know this console is no news:
 * it was registered for one, or nobody has consented there. Of a success nothing is written.
 */
export function noteAnswer(
  { isAbroad, ...asked }: Asked & { readonly status: number; readonly isAbroad: boolean },
  bodyText: string,
): void {
  const body = parseJson(bodyText);
  if (body === undefined) {
    // A proxy on the way, and no word of Entra's.
    logRefused('Entra', { ...asked, message: plainWords(bodyText).slice(0, 2000) }, 'warn');
    return;
  }
  if (asked.status < 400) return;
  const { error, error_description: message } = refusalSchema
    .catch({ error: 'unreadable', error_description: '' })
    .parse(body);
  const { aadsts, correlationId = asked.correlationId } = readEntraTrace(message);
  const isOurs =
    readSignInRefusal(error, message).code === 'console-not-accepted' &&
    !(isAbroad && isUnregistered(error, aadsts));
  const said = { code: aadsts ?? error, message, correlationId };
  logRefused('Entra', { ...asked, ...said }, isOurs ? 'warn' : 'info');
}

/** The same where no answer came: Node's own code, such as ECONNREFUSED. */
export function noteNoAnswer(asked: Asked, error: unknown): void {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = z.object({ code: z.string() }).safeParse(cause).data?.code;
  logRefused('Entra', { ...asked, message: `No answer: ${code ?? String(cause)}` });
}
