import { z } from 'zod';
import { parseJson } from '#lib/parse-json';

/** One error of Azure's, as the front door (`{error: …}`) or AKS itself (flat) sends it. */
export type AzureError = {
  readonly code: string;
  readonly message: string;
  readonly additionalInfo: readonly { readonly type: string; readonly info?: unknown }[];
  readonly details: readonly AzureError[];
};

const text = z.string().catch('');

const errorSchema: z.ZodType<AzureError> = z.lazy(() =>
  z.object({
    code: text,
    message: text,
    additionalInfo: z.array(z.object({ type: text, info: z.unknown().optional() })).catch([]),
    details: z.array(errorSchema).catch([]),
  }),
);

const envelopeSchema = z.union([
  z.object({ error: errorSchema }).transform((wrapped) => wrapped.error),
  errorSchema,
]);

/**
 * The error and all that are nested in its `details`, outermost first. Empty when the body is not
 * JSON, or JSON without a code and a message.
 */
export function readErrorBody(bodyText: string): readonly AzureError[] {
  const parsed = envelopeSchema.safeParse(parseJson(bodyText));
  return parsed.success
    ? flatten(parsed.data).filter((e) => e.code !== '' || e.message !== '')
    : [];
}

function flatten(error: AzureError): AzureError[] {
  return [error, ...error.details.flatMap(flatten)];
}
