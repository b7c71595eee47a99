import { compactVerify, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { z } from 'zod';
import { type JsonObject, parseJson } from '../json.ts';
import type { Person, World } from '../world/world.ts';

const resource = 'https://management.azure.com';
const keyId = 'emulator-key';
/** `iss` of ARM's version 1 tokens. */
const stsIssuer = (tenantId: string) => `https://sts.windows.net/${tenantId}/`;

/** What a token for ARM says about who asks, once its signature has been checked. */
const accessTokenSchema = z.object({
  aud: z.string(),
  iss: z.string(),
  tid: z.string(),
  oid: z.string(),
  upn: z.string(),
  appid: z.string(),
  iat: z.number(),
  exp: z.number(),
  scp: z.string(),
  acrs: z.array(z.string()).default([]),
});
export type AccessToken = z.infer<typeof accessTokenSchema>;

/** What an access token is made from. `acrs` and `authTime` are what Conditional Access looks at. */
type TokenSubject = {
  readonly person: Person;
  readonly tenantId: string;
  readonly clientId: string;
  readonly acrs: readonly string[];
  readonly lifetimeSeconds: number;
  readonly knowsClaimsChallenges: boolean;
  readonly audience?: string | undefined;
};

/** Signs what Entra hands out, and reads what ARM gets. */
export type TokenIssuer = Awaited<ReturnType<typeof createTokenIssuer>>;

/** Makes an issuer with a key of its own; it takes part of a second. */
export async function createTokenIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const sign = (claims: JsonObject) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId });

  return {
    /** The JSON Web Key Set. */
    keys: { keys: [{ ...jwk, use: 'sig', kid: keyId, alg: 'RS256' }] },

    /** A token for ARM in the shape of Entra's version 1. */
    accessToken(subject: TokenSubject): Promise<string> {
      const now = Math.floor(Date.now() / 1000);
      const { person, tenantId } = subject;
      return sign({
        aud: subject.audience ?? resource,
        iss: stsIssuer(tenantId),
        iat: now,
        nbf: now,
        exp: now + subject.lifetimeSeconds,
        acr: '1',
        amr: subject.acrs.length > 0 ? ['pwd', 'mfa'] : ['pwd'],
        ...(subject.acrs.length > 0 ? { acrs: [...subject.acrs] } : {}),
        appid: subject.clientId,
        name: person.displayName,
        oid: person.memberships.get(tenantId) ?? '',
        scp: 'user_impersonation',
        tid: tenantId,
        unique_name: person.upn,
        upn: person.upn,
        ver: '1.0',
        ...(subject.knowsClaimsChallenges ? { xms_cc: ['cp1'] } : {}),
      }).sign(privateKey);
    },

    /** An id token (version 2); `claims` are those that depend on the sign-in. */
    idToken(claims: JsonObject): Promise<string> {
      return sign({ ver: '2.0', ...claims }).sign(privateKey);
    },

    /** Reads a bearer token; says which of the checks failed. Expiry is in milliseconds. */
    async read(
      token: string,
    ): Promise<
      | { readonly ok: true; readonly token: AccessToken }
      | { readonly ok: false; readonly why: 'unreadable' | 'audience' }
      | { readonly ok: false; readonly why: 'expired'; readonly expiredAt: number }
    > {
      const checked = await compactVerify(token, publicKey).catch(() => undefined);
      const payload = parseJson(new TextDecoder().decode(checked?.payload));
      const claims = accessTokenSchema.safeParse(payload);
      if (!claims.success || claims.data.iss !== stsIssuer(claims.data.tid)) {
        return { ok: false, why: 'unreadable' };
      }
      if (claims.data.aud.replace(/\/$/, '') !== resource) return { ok: false, why: 'audience' };
      const expiredAt = claims.data.exp * 1000;
      if (expiredAt <= Date.now()) return { ok: false, why: 'expired', expiredAt };
      return { ok: true, token: claims.data };
    },
  };
}

/** How long a person's access tokens live, in seconds. */
export function tokenLifetime(world: World, person: Person): number {
  return person.tokenLifetimeSeconds ?? world.settings.tokenLifetimeSeconds;
}
