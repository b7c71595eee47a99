import type { z } from 'zod';
import type { Credential } from '#lib/azure/credential';
import { plainWords, readRefusal } from '#lib/azure/refusal/refusal';
import type { ClusterId } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { parseJson } from '#lib/parse-json';
import { err, ok, type Result } from '#lib/result';
import type { Arm } from './arm.ts';
import { type Answer, type ArmRequest, send } from './send.ts';

type ReadRequest = Pick<ArmRequest, 'url' | 'body' | 'itemsOf' | 'patienceMs'> & {
  readonly method?: 'GET' | 'POST';
  /** The cluster that is read, for the words of a refusal. */
  readonly about?: ClusterId;
};

/**
 * Sends one read. Every answer that is not a success is a failure; a claims challenge is for the
 * caller to deal with.
 */
export async function read(
  arm: Arm,
  credential: Credential,
  { about, method = 'GET', ...request }: ReadRequest,
): Promise<Result<Answer, Failure>> {
  const answer = await send(arm, credential, { ...request, method, mode: 'read' });
  if (!answer.ok) return err(answer.error.failure);
  const { status, correlationId } = answer.value;
  if (status >= 200 && status < 300) return ok(answer.value);
  const failure = readRefusal(answer.value, { about, correlationId, nowMs: arm.now() });
  return err(
    failure.code === 'objection' ? { ...failure, reading: true } : credential.naming(failure),
  );
}

/**
 * Sends one read and checks the body against a schema. A body that is not JSON, or does not fit, is
 * the failure `azure-error`.
 */
export async function readAs<T>(
  arm: Arm,
  credential: Credential,
  request: ReadRequest,
  schema: z.ZodType<T>,
): Promise<Result<T, Failure>> {
  const answer = await read(arm, credential, request);
  return answer.ok ? parseAnswer(arm, answer.value, schema) : answer;
}

/** The body of a success, parsed. */
export function parseAnswer<T>(arm: Arm, answer: Answer, schema: z.ZodType<T>): Result<T, Failure> {
  const json = parseJson(answer.bodyText);
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const why =
    json === undefined
      ? plainWords(answer.bodyText).slice(0, 500)
      : (parsed.error.issues[0]?.message ?? 'unknown shape');
  return err(unreadable(arm, answer, `Unreadable answer: ${why}`));
}

/** The failure for a success that cannot be understood. */
export function unreadable(arm: Arm, answer: Answer, azureMessage: string): Failure {
  const { method, path, status, headers } = answer;
  const correlationId = headers.get('x-ms-correlation-request-id') ?? answer.correlationId;
  arm.onRefused({ method, path, status, message: azureMessage, correlationId });
  return { code: 'azure-error', status, azureMessage, correlationId };
}
