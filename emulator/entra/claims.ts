import { z } from 'zod';
import { parseJson } from '../json.ts';

const wanted = z.object({
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});

const claimsSchema = z.object({
  access_token: z
    .object({ acrs: wanted.optional(), nbf: wanted.optional(), xms_cc: wanted.optional() })
    .optional(),
});

/** What a claims request asks of a token. `notBefore` is in seconds since 1970. */
export type ClaimsRequest = {
  readonly acrs: readonly string[];
  readonly notBefore: number;
  readonly knowsClaimsChallenges: boolean;
};

/**
 * Reads the `claims` parameter, which carries what ARM challenged for and what the client is capable
 * of (`xms_cc: cp1`). `undefined` when it is not a claims request.
 */
export function parseClaims(text: string): ClaimsRequest | undefined {
  const parsed = claimsSchema.safeParse(text === '' ? {} : parseJson(text));
  if (!parsed.success) return undefined;
  const { acrs, nbf, xms_cc: capabilities } = parsed.data.access_token ?? {};
  const all = (claim: z.infer<typeof wanted> | undefined) => [
    ...(claim?.values ?? []),
    ...(claim?.value === undefined ? [] : [claim.value]),
  ];
  return {
    acrs: all(acrs),
    notBefore: Number(nbf?.value ?? 0),
    knowsClaimsChallenges: all(capabilities).includes('cp1'),
  };
}
