/** An access token that Entra has given, and the version of the grant's tokens it was found in. */
type RecentToken = { readonly token: string; readonly version: number };

/** Access tokens that were handed out a moment ago, by grant and directory. */
type RecentTokens = {
  of(grantId: string, tenantId: string): RecentToken | undefined;
  keep(grantId: string, tenantId: string, token: RecentToken): void;
  /** Forgets all tokens of a grant: nothing of them stays in memory when somebody has signed out. */
  forget(grantId: string): void;
};

/**
 * How long a token is handed out again while nobody writes the grant's tokens. It is good for five minutes at
 * least.
 */
const recentMs = 30_000;
const mostGrants = 1_000;

/** A memory for access tokens, which forgets each after half a minute. */
export function makeRecentTokens(): RecentTokens {
  const grants = new Map<string, Map<string, RecentToken>>();
  const drop = (grantId: string, tenantId: string, token: RecentToken) => {
    const tokens = grants.get(grantId);
    if (tokens?.get(tenantId) !== token) return;
    tokens.delete(tenantId);
    if (tokens.size === 0) grants.delete(grantId);
  };
  return {
    of: (grantId, tenantId) => grants.get(grantId)?.get(tenantId),
    keep(grantId, tenantId, token) {
      const tokens = grants.get(grantId) ?? new Map<string, RecentToken>();
      if (grants.size >= mostGrants) grants.clear();
      grants.set(grantId, tokens.set(tenantId, token));
      setTimeout(() => drop(grantId, tenantId, token), recentMs).unref();
    },
    forget: (grantId) => void grants.delete(grantId),
  };
}

// Pages, actions and routes are separate bundles in one process: a sign-out must reach what a page kept.
const holder: typeof globalThis & { drawbridgeRecentTokens?: RecentTokens } = globalThis;

/** The memory of this process. */
export function recentTokens(): RecentTokens {
  holder.drawbridgeRecentTokens ??= makeRecentTokens();
  return holder.drawbridgeRecentTokens;
}
