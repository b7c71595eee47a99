import { type Access, accessOfEntries } from './access.ts';
import { coverageOfEntries, coversRange, type Interval } from './coverage.ts';
import { coverageOf, readEntry } from './entry.ts';
import type { Finding } from './finding.ts';
import { sameEntries } from './intent.ts';
import { fullness } from './limit.ts';
import { reachOf } from './reach.ts';

export { type Finding, findingSchema } from './finding.ts';
export { type FindingWords, findingKey, findingWords } from './finding-words.ts';
export { overLimit } from './limit.ts';

/** What there is to know about a cluster and a change to judge it. */
export type Judged = {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly accessBefore: Access;
  /** The person's own IPv4 address, dotted; left out where nobody knows it. */
  readonly own?: string | undefined;
  /** Addresses or ranges that the cluster's own nodes leave from, as far as they could be read. */
  readonly egress: readonly string[];
  /** Why the nodes' way out could not be read, or not all of it: a sentence. */
  readonly egressUnknown?: string | undefined;
  /** As on the wire: `loadBalancer` (also when left out), `userDefinedRouting`, `managedNATGateway` … */
  readonly outboundType?: string | undefined;
  readonly provisioningState?: string | undefined;
  /** How many entries AKS takes: 200, or 2,000 with API server VNet integration. */
  readonly limit: number;
};

/** What the change would do that its author must have seen; empty when nothing would change. */
export function judge(judged: Judged): readonly Finding[] {
  if (sameEntries(judged.before, judged.after)) return [];
  const known = judged.accessBefore !== 'unknown';
  const from = known ? judged.accessBefore : accessOfEntries(judged.before);
  // A private cluster has no public endpoint, whatever its list says.
  const to = from === 'private' ? from : accessOfEntries(judged.after);
  return [
    ...when(from !== to, { code: 'crossing', from, to }),
    ...judgeOwnAddress(judged, from, to),
    ...(to === 'restricted' ? judgeEgress(judged, from) : []),
    ...when(to === 'cluster-only' && !isImplicit(judged), {
      code: 'cluster-only-egress',
      outboundType: judged.outboundType ?? '',
    }),
    ...when(judged.provisioningState?.toLowerCase() === 'failed', { code: 'failed-cluster' }),
    ...when(isTagOnly(judged.after) && !isTagOnly(judged.before), { code: 'service-tag-only' }),
    ...judgeLength(judged),
  ];
}

function judgeOwnAddress(
  { own, before, after }: Judged,
  from: Access,
  to: Access,
): readonly Finding[] {
  const range = own === undefined ? undefined : coverageOf(own);
  if (own === undefined || range === undefined) return [];
  const sureBefore = sureness[reachOf(range, from, before).kind];
  const sureAfter = sureness[reachOf(range, to, after).kind];
  if (sureAfter < sureBefore) {
    const lost = { code: 'own-address-lost', address: own } as const;
    return [sureBefore === 2 ? lost : { ...lost, perhaps: true }];
  }
  const restricts = to === 'restricted' && from !== to;
  return when(restricts && sureAfter < 2, { code: 'own-address-blocked', address: own });
}

/** How sure it is that somebody gets in: 2 for certain, 1 perhaps (a service tag), 0 not. */
const sureness = { admitted: 2, open: 2, partly: 1, unknown: 1, blocked: 0, private: 0 } as const;

/**
 * A Standard load balancer's own outbound address gets in without an entry (documented for new
 * clusters; older ones were reported cut off, MicrosoftDocs/azure-docs#72339): for it only an entry
 * that goes away counts. A firewall or a NAT gateway never gets in without one.
 */
function judgeEgress(judged: Judged, from: Access): readonly Finding[] {
  const [before, after] = [coverageOfEntries(judged.before), coverageOfEntries(judged.after)];
  const crosses = from !== 'restricted';
  const mustBeIn = (address: string) =>
    crosses ? !isImplicit(judged) : isCovered(address, before);
  const addresses = judged.egress.filter((each) => mustBeIn(each) && !isCovered(each, after));
  const takesAway = judged.before.some((entry) => !isCovered(entry, after));
  const because = isImplicit(judged) ? undefined : judged.egressUnknown;
  return [
    ...when(addresses.length > 0, { code: 'egress-lost', addresses }),
    ...when(because !== undefined && (crosses || takesAway), {
      code: 'egress-unknown',
      because: because ?? '',
    }),
  ];
}

function isCovered(entry: string, coverage: readonly Interval[]): boolean {
  const range = coverageOf(entry);
  return range !== undefined && coversRange(coverage, range);
}

function isImplicit({ outboundType = 'loadBalancer' }: Judged): boolean {
  return outboundType.toLowerCase() === 'loadbalancer';
}

function isTagOnly(entries: readonly string[]): boolean {
  return entries.length > 0 && entries.every((entry) => readEntry(entry).kind === 'service-tag');
}

function judgeLength({ before, after, limit }: Judged): readonly Finding[] {
  const count = after.length;
  const near = ['near', 'full'].includes(fullness(count, limit));
  return when(near && count > before.length, { code: 'limit-near', count, limit });
}

function when(holds: boolean, finding: Finding): readonly Finding[] {
  return holds ? [finding] : [];
}
