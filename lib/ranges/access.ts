import { countCovered, coverageOfEntries, coversInternet } from './coverage.ts';
import { CLUSTER_ONLY_ENTRY, sameEntry } from './entry.ts';
import { ALL_ADDRESSES } from './ipv4.ts';

/**
 * Who may reach a cluster's API server from the internet, judged by what the entries cover.
 *
 * - `open`: everybody. No list, or entries that together admit every public address.
 * - `restricted`: the addresses in the list.
 * - `cluster-only`: the cluster's own Standard load balancer and nobody else (exactly `0.0.0.0/32`).
 * - `private`: there is no public endpoint, ranges do not apply.
 * - `unknown`: it could not be read.
 */
export type Access = 'open' | 'restricted' | 'cluster-only' | 'private' | 'unknown';

/** Every access, the most exposed first. */
export const accesses = ['open', 'restricted', 'cluster-only', 'private', 'unknown'] as const;

/**
 * What a list means for a cluster that has a public endpoint.
 * Source: learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges, "Special case"; no list at
 * all, and an empty one, admit everybody.
 */
export function accessOfEntries(
  entries: readonly string[],
): 'open' | 'restricted' | 'cluster-only' {
  const [only] = entries;
  if (only === undefined) return 'open';
  if (entries.length === 1 && sameEntry(only, CLUSTER_ONLY_ENTRY)) return 'cluster-only';
  return coversInternet(coverageOfEntries(entries)) ? 'open' : 'restricted';
}

/** How many addresses a list admits, each counted once: 0 (cluster only) to 2^32 (no list). */
export function addressesAdmitted(entries: readonly string[]): number {
  const [only] = entries;
  if (only === undefined) return ALL_ADDRESSES;
  if (entries.length === 1 && sameEntry(only, CLUSTER_ONLY_ENTRY)) return 0;
  return countCovered(coverageOfEntries(entries));
}
