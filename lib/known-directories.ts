/** Which directory's token listed a subscription, per person. */
export type Directories = {
  of(grantId: string, subscriptionId: string): string | undefined;
  remember(grantId: string, subscriptionId: string, tenantId: string): void;
};

/** Enough for a hundred people with a thousand subscriptions each. */
const enough = 100_000;

/**
 * Remembers directories for as long as the process lives. With Lighthouse the directory that listed a
 * subscription is not its own, so it cannot be told from Azure's refusal of a foreign token. Another
 * process, or this one after a restart, finds it anew.
 */
export function makeDirectories(most = enough): Directories {
  const known = new Map<string, string>();
  const keyOf = (grantId: string, subscriptionId: string) =>
    `${grantId} ${subscriptionId.toLowerCase()}`;
  return {
    of: (grantId, subscriptionId) => known.get(keyOf(grantId, subscriptionId)),
    remember(grantId, subscriptionId, tenantId) {
      const key = keyOf(grantId, subscriptionId);
      const [oldest] = known.size >= most && !known.has(key) ? known.keys() : [];
      if (oldest !== undefined) known.delete(oldest);
      known.set(key, tenantId);
    },
  };
}
