import { type Access, accessOfEntries } from './access.ts';
import {
  countCovered,
  coverageOfEntries,
  coversRange,
  type Interval,
  mergeIntervals,
} from './coverage.ts';
import type { KnownEgress } from './egress.ts';
import { coverageOf, entryKey, hasEntry, readEntry } from './entry.ts';
import type { Finding } from './finding.ts';
import { missingFrom, sameEntries } from './intent.ts';
import { fullness } from './limit.ts';
import { reachOf, unreadThatCouldAdmit } from './reach.ts';

/** What there is to know about a cluster and a change to judge it. */
export type Judged = {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly accessBefore: Access;
  /** The person's own IPv4 address, dotted; left out where nobody knows it. */
  readonly own?: string | undefined;
  readonly egress: KnownEgress;
  /** As on the wire: `loadBalancer` (also when left out), `userDefinedRouting`, `managedNATGateway` … */
  readonly outboundType?: string | undefined;
  /** The last operation on the cluster failed or was cancelled. */
  readonly hasFailed: boolean;
  /** The change promised to make no difference to who gets in. */
  readonly sameAddresses?: boolean | undefined;
  /** Entries that go by themselves at their time. */
  readonly ending?: readonly string[] | undefined;
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
    ...(to === 'restricted' ? judgeWidth(judged) : []),
    ...judgeOwnAddress(judged, from, to),
    ...(judged.sameAddresses ? judgeSameAddresses(judged) : []),
    ...(to === 'restricted' ? judgeEgress(judged, from) : []),
    ...when(to === 'cluster-only' && leavesOtherwise(judged), {
      code: 'cluster-only-egress',
      outboundType: judged.outboundType ?? 'loadBalancer',
    }),
    ...when(judged.hasFailed, { code: 'failed-cluster' }),
    ...when(isTagOnly(judged.after) && !isTagOnly(judged.before), { code: 'service-tag-only' }),
    ...judgeLength(judged),
  ];
}

/** Whether an entry is so large a part of the internet that nobody can mean it by a list: wider than /8. */
export function isVast(entry: string): boolean {
  const range = coverageOf(entry);
  return range !== undefined && range.prefixBits < 8;
}

function judgeWidth({ before, after }: Judged): readonly Finding[] {
  const known = new Set(before.map(entryKey));
  const ranges = after.filter((entry) => isVast(entry) && !known.has(entryKey(entry)));
  const addresses = countCovered(coverageOfEntries(ranges));
  return when(ranges.length > 0, { code: 'vast-ranges', ranges, addresses });
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
  // Of two tags each may be the one that admits it.
  const isPerhaps = sureBefore === 1 && sureAfter === 1 && takenUnread(before, after) !== undefined;
  if (sureAfter < sureBefore || isPerhaps) {
    const lost = { code: 'own-address-lost', address: own } as const;
    return [sureBefore === 2 ? lost : { ...lost, perhaps: true }];
  }
  const restricts = to === 'restricted' && from !== to;
  return when(restricts && sureAfter < 2, { code: 'own-address-blocked', address: own });
}

/** Now, and once what goes by itself has gone: it may cover an entry that is to be tidied away. */
function judgeSameAddresses({ before, after, ending = [] }: Judged): readonly Finding[] {
  const staying = (list: readonly string[]) => list.filter((entry) => !hasEntry(ending, entry));
  const now = otherAddresses(before, after);
  return now.length > 0 ? now : otherAddresses(staying(before), staying(after));
}

function otherAddresses(before: readonly string[], after: readonly string[]): readonly Finding[] {
  const [was, is] = [coverageOfEntries(before), coverageOfEntries(after)];
  const either = countCovered(mergeIntervals([...was, ...is]));
  const [letsIn, shutsOut] = [either - countCovered(was), either - countCovered(is)];
  return when(letsIn + shutsOut > 0, { code: 'other-addresses', letsIn, shutsOut });
}

/** How sure it is that somebody gets in: 2 for certain, 1 perhaps (a service tag), 0 not. */
const sureness = { admitted: 2, open: 2, partly: 1, unknown: 1, blocked: 0, private: 0 } as const;

/**
 * A Standard load balancer's own outbound address gets in without an entry (documented for new
 * clusters; older ones were reported cut off, MicrosoftDocs/azure-docs#72339): for it only an entry
 * that goes away counts. A firewall, a NAT gateway, or a node with a public address of its own never
 * gets in without one.
 */
function judgeEgress({ before, after, egress }: Judged, from: Access): readonly Finding[] {
  const crosses = from !== 'restricted';
  const implicit = crosses ? [] : (egress.implicit ?? []);
  if (egress.addresses.length + implicit.length + egress.unknown.length === 0) return [];
  const [was, is] = [coverageOfEntries(before), coverageOfEntries(after)];
  const mustBeIn = [
    ...egress.addresses.filter((each) => crosses || isCovered(each, was)),
    ...implicit.filter((each) => isCovered(each, was)),
  ];
  const addresses = mustBeIn.filter((each) => !isCovered(each, is));
  const kept = new Set(after.map(entryKey));
  const takesAway = before.some((entry) => !kept.has(entryKey(entry)) && !isCovered(entry, is));
  const unknown = [
    ...(crosses || takesAway ? egress.unknown : []),
    ...(crosses ? [] : egress.addresses.flatMap((each) => perhapsLost(each, before, after))),
  ];
  return [
    ...when(addresses.length > 0, { code: 'egress-lost', addresses }),
    ...when(unknown.length > 0, { code: 'egress-unknown', because: unknown.join(' ') }),
  ];
}

/** A sentence where a service tag, or what nobody can read, goes away that alone may have let an address in. */
function perhapsLost(
  address: string,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const range = coverageOf(address);
  if (range === undefined) return [];
  const [was, is] = [before, after].map((list) => reachOf(range, 'restricted', list).kind);
  const taken = takenUnread(before, after);
  const isLost = was === 'unknown' && (is === 'blocked' || is === 'unknown');
  return isLost && taken !== undefined
    ? [`They leave from ${address}, and ${taken}, which may be what admits it, is taken out.`]
    : [];
}

/** The first entry taken out that may admit somebody without being a range. */
function takenUnread(before: readonly string[], after: readonly string[]): string | undefined {
  return unreadThatCouldAdmit(missingFrom(after, before));
}

function isCovered(entry: string, coverage: readonly Interval[]): boolean {
  const range = coverageOf(entry);
  return range !== undefined && coversRange(coverage, range);
}

/** True when nodes leave from anything but the Standard load balancer, the one thing `0.0.0.0/32` admits. */
function leavesOtherwise({ outboundType = 'loadBalancer', egress }: Judged): boolean {
  const isBalanced = outboundType.toLowerCase() === 'loadbalancer';
  return !isBalanced || egress.addresses.length > 0 || egress.unknown.length > 0;
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
