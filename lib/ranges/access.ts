import { countCovered, coverageOfEntries, coversInternet } from './coverage.ts';
import { CLUSTER_ONLY_ENTRY, sameEntry } from './entry.ts';
import { ALL_ADDRESSES, parsePrefixBits } from './ipv4.ts';

/**
 * Who may reach a cluster's API server from the internet, judged by what the entries cover.
 *
 * - `open`: everybody. No list, or entries that together admit every public address.
 * - `restricted`: the addresses in the list.
 * - `cluster-only`: the cluster's own Standard load balancer and nobody else (exactly `0.0.0.0/32`).
 * - `private`: there is no public endpoint, ranges do not apply.
 * - `unknown`: it could not be read.
 */
export type Access = (typeof accesses)[number];

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
  if (entries.length === 0) return 'open';
  if (isClusterOnly(entries)) return 'cluster-only';
  if (isTooShort(entries)) return 'restricted';
  return coversInternet(coverageOfEntries(entries)) ? 'open' : 'restricted';
}

/** True for the list that admits nobody but the cluster itself. */
export function isClusterOnly(entries: readonly string[]): boolean {
  const [only] = entries;
  return only !== undefined && entries.length === 1 && sameEntry(only, CLUSTER_ONLY_ENTRY);
}

/** Half of all addresses: whoever admits all public ones admits more than that. */
export const fewestWhenOpen = ALL_ADDRESSES / 2;

/** True for nearly every list: by the lengths of its prefixes alone it cannot cover the internet. */
function isTooShort(entries: readonly string[]): boolean {
  let addresses = 0;
  for (const entry of entries) {
    const slash = entry.indexOf('/');
    const prefixBits = slash < 0 ? 32 : parsePrefixBits(entry.slice(slash + 1).trimEnd());
    addresses += 2 ** (32 - (prefixBits ?? 32));
  }
  return addresses < fewestWhenOpen;
}

/** How many addresses a list admits, each counted once: 0 (cluster only) to 2^32 (no list). */
export function addressesAdmitted(entries: readonly string[]): number {
  if (entries.length === 0) return ALL_ADDRESSES;
  if (isClusterOnly(entries)) return 0;
  return countCovered(coverageOfEntries(entries));
}
