/** Which directory's token listed a subscription, and under which name, per person. */
export type Directories = {
  of(grantId: string, subscriptionId: string): string | undefined;
  /** The subscription's name for people, where it was listed in the lifetime of this process. */
  nameOf(grantId: string, subscriptionId: string): string | undefined;
  /** Without a name, one that was told before is kept. */
  remember(grantId: string, subscriptionId: string, tenantId: string, name?: string): void;
};

type Known = { readonly tenantId: string; readonly name: string | undefined };

/** Enough for a hundred people with a thousand subscriptions each. */
const enough = 100_000;

/**
 * Remembers directories for as long as the process lives. With Lighthouse the directory that listed a
 * subscription is not its own, so it cannot be told from Azure's refusal of a foreign token. Another
 * process, or this one after a restart, finds it anew.
 */
export function makeDirectories(most = enough): Directories {
  const known = new Map<string, Known>();
  const keyOf = (grantId: string, subscriptionId: string) =>
    `${grantId} ${subscriptionId.toLowerCase()}`;
  return {
    of: (grantId, subscriptionId) => known.get(keyOf(grantId, subscriptionId))?.tenantId,
    nameOf: (grantId, subscriptionId) => known.get(keyOf(grantId, subscriptionId))?.name,
    remember(grantId, subscriptionId, tenantId, name) {
      const key = keyOf(grantId, subscriptionId);
      const told = name ?? known.get(key)?.name;
      const [oldest] = known.size >= most && !known.has(key) ? known.keys() : [];
      if (oldest !== undefined) known.delete(oldest);
      known.set(key, { tenantId, name: told });
    },
  };
}
