import { type GraphQuota, makeGraphQuota } from '#lib/azure/fleet/graph-quota';

/** What is known of a person in a directory from the last reading; never any of its clusters. */
type LastTime = {
  readonly quota: GraphQuota;
  /**
   * How many clusters there will be, for all pages to be asked for at once: as many as last time, or as whoever was
   * the last to read this directory has found there.
   */
  expected(): number;
  found(clusters: number): void;
};

/** What is known of each grant in each directory. */
export type LastTimes = { of(grantId: string, tenantId: string): LastTime };

/** Enough for everybody who is here at once. */
const most = 10_000;

/** Ten of the fifteen questions of a quota, nine of them in vain where somebody sees little; once for each grant. */
const mostGuessed = 10_000;

/** Remembers for as long as the process lives, the newest ten thousand. */
export function makeLastTimes(): LastTimes {
  const known = new Map<string, LastTime>();
  const lastIn = new Map<string, number>();
  return {
    of(grantId, tenantId) {
      const key = JSON.stringify([grantId, tenantId]);
      const found = known.get(key);
      if (found) return found;
      let own: number | undefined;
      const fresh: LastTime = {
        quota: makeGraphQuota(),
        expected: () => own ?? Math.min(mostGuessed, lastIn.get(tenantId) ?? 0),
        found(clusters) {
          own = clusters;
          put(lastIn, tenantId, clusters);
        },
      };
      put(known, key, fresh);
      return fresh;
    },
  };
}

function put<T>(into: Map<string, T>, key: string, value: T): void {
  const [oldest] = into.size >= most && !into.has(key) ? into.keys() : [];
  if (oldest !== undefined) into.delete(oldest);
  into.set(key, value);
}
