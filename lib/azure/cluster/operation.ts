import { z } from 'zod';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { linkOnArm } from '#lib/azure/http/link';
import { parseAnswer } from '#lib/azure/http/read';
import { send } from '#lib/azure/http/send';
import { readRefusal } from '#lib/azure/refusal/refusal';
import { readRetryAfter } from '#lib/azure/refusal/retry-after';
import { operationEndings } from '#lib/clusters/state';
import type { Failure } from '#lib/failure';
import { err, ok, type Result } from '#lib/result';

/** Where an accepted write stands. */
export type Operation =
  | {
      readonly status: 'InProgress' | 'Succeeded' | 'Failed' | 'Canceled';
      /** Azure reports errors while in progress and even on success: for words, not for judging. */
      readonly error?: { readonly code: string; readonly message: string } | undefined;
      readonly retryAfterSeconds?: number | undefined;
    }
  /**
   * Azure no longer knows this address: only the provisioning state of the cluster tells how the
   * operation ends.
   */
  | { readonly status: 'address-lost' };

const operationSchema = z.object({
  status: z.string().optional().catch(undefined),
  error: z
    .object({ code: z.string().catch(''), message: z.string().catch('') })
    .optional()
    .catch(undefined),
});

/**
 * Asks once how an operation stands, by its `status` alone. A passing fault (502 and 504 happen while
 * polling) is a failure for the caller to ask again after.
 */
export async function pollOperation(
  arm: Arm,
  credential: Credential,
  url: string,
): Promise<Result<Operation, Failure>> {
  if (linkOnArm(arm, url) === undefined) return ok({ status: 'address-lost' });
  const answer = await send(arm, credential, { method: 'GET', url, mode: 'once' });
  if (!answer.ok) return err(answer.error.failure);

  const { status, correlationId, headers } = answer.value;
  const retryAfterSeconds = readRetryAfter(headers, '', arm.now());
  if (status === 202) return ok({ status: 'InProgress', retryAfterSeconds });
  const isSilent = status === 204 || (status === 200 && answer.value.bodyText.trim() === '');
  if (isSilent || status === 404 || status === 410) return ok({ status: 'address-lost' });
  if (status < 200 || status >= 300) {
    return err(readRefusal(answer.value, { correlationId, nowMs: arm.now() }));
  }
  const body = parseAnswer(arm, answer.value, operationSchema);
  if (!body.ok) return body;
  const operation = operationIn(body.value);
  if (operation.status === 'Failed' || operation.status === 'Canceled') {
    const { code, message = 'without a reason' } = operation.error ?? {};
    const { method, path } = answer.value;
    const ended = `The operation ended ${operation.status}: ${message}`;
    arm.onRefused({ method, path, status, code, message: ended, correlationId });
  }
  return ok({ ...operation, retryAfterSeconds });
}

function operationIn({ status, error }: z.infer<typeof operationSchema>): Operation {
  // What `Location` leads to ends with the resource itself, which has no status.
  if (status === undefined) return { status: 'address-lost' };
  return {
    // Anything that is not known to be an ending is still going on.
    status: operationEndings.get(status.toLowerCase()) ?? 'InProgress',
    error,
  };
}
