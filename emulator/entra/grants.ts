import { randomBytes } from 'node:crypto';

/** What an interactive sign-in proved; the code and every refresh token that follows carry it. */
export type SignIn = {
  readonly upn: string;
  readonly clientId: string;
  /** Seconds since 1970. */
  readonly authTime: number;
  /** Authentication contexts that were satisfied, by tenant id. */
  readonly acrs: ReadonlyMap<string, readonly string[]>;
};

/** An authorization code: what the browser carries back. */
type Code = SignIn & {
  readonly tenantId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scope: string;
  readonly nonce: string;
  readonly knowsClaimsChallenges: boolean;
  readonly expiresAt: number;
};

/** Codes and refresh tokens that are out in the world. */
export type Grants = ReturnType<typeof createGrants>;

/** An empty store of codes and refresh tokens. */
export function createGrants() {
  const codes = new Map<string, Code | 'used'>();
  const refreshTokens = new Map<string, SignIn>();

  return {
    /** Keeps what a code stands for. Codes live ten minutes. */
    issueCode(code: Omit<Code, 'expiresAt'>): string {
      const text = `1.${randomBytes(48).toString('base64url')}`;
      codes.set(text, { ...code, expiresAt: Date.now() + 600_000 });
      return text;
    },

    /** Takes a code; it works once. */
    redeemCode(text: string): Code | 'used' | 'unknown' {
      const code = codes.get(text) ?? 'unknown';
      if (typeof code !== 'string') codes.set(text, 'used');
      return code;
    },

    /** The UPN of the person a code was issued to, as long as it was not redeemed. */
    ownerOfCode(text: string): string | undefined {
      const code = codes.get(text);
      return code === undefined || code === 'used' ? undefined : code.upn;
    },

    /** Entra's refresh tokens stay valid when a newer one is given. */
    issueRefreshToken(signIn: SignIn): string {
      const text = `1.${randomBytes(64).toString('base64url')}`;
      refreshTokens.set(text, signIn);
      return text;
    },

    /** What a refresh token stands for. */
    refreshToken: (text: string): SignIn | undefined => refreshTokens.get(text),
  };
}
