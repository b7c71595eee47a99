import { type GraphQuota, makeGraphQuota } from '#lib/azure/fleet/graph-quota';

/** What is known of a person in a directory from the last reading; never any of its clusters. */
type LastTime = {
  readonly quota: GraphQuota;
  /** How many clusters there were; 0 at first. All pages are asked for at once when it is known. */
  clusters: number;
};

/** What is known of each grant in each directory. */
export type LastTimes = { of(grantId: string, tenantId: string): LastTime };

/** Enough for everybody who is here at once. */
const most = 10_000;

/** Remembers for as long as the process lives, the newest ten thousand. */
export function makeLastTimes(): LastTimes {
  const known = new Map<string, LastTime>();
  return {
    of(grantId, tenantId) {
      const key = JSON.stringify([grantId, tenantId]);
      const found = known.get(key);
      if (found) return found;
      const [oldest] = known.size >= most ? known.keys() : [];
      if (oldest !== undefined) known.delete(oldest);
      const fresh: LastTime = { quota: makeGraphQuota(), clusters: 0 };
      known.set(key, fresh);
      return fresh;
    },
  };
}
