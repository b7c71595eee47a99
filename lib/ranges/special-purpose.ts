import { type Cidr, firstAddress, lastAddress, parseAddress } from './ipv4.ts';

/** A block of addresses that nobody comes from over the internet. */
export type SpecialBlock = { readonly block: string; readonly name: string };

type Span = SpecialBlock & { readonly first: number; readonly last: number };

/**
 * IPv4 addresses that do not reach an API server over the internet, in ascending order, none
 * overlapping.
 *
 * Source: IANA IPv4 Special-Purpose Address Registry, rows whose "Globally Reachable" is not True
 * (www.iana.org/assignments/iana-ipv4-special-registry), and for 224.0.0.0/4 the IANA IPv4 Address
 * Space Registry. Left out because the registry calls them globally reachable: 192.0.0.9 (Port
 * Control Protocol anycast), 192.0.0.10 (TURN anycast), 192.31.196.0/24 and 192.175.48.0/24 (AS112),
 * 192.52.193.0/24 (AMT). 192.88.99.0/24 is in: its anycast was withdrawn by RFC 7526, and it was
 * never a source address.
 */
const spans: readonly Span[] = [
  block('0.0.0.0/8', 'This network'),
  block('10.0.0.0/8', 'Private-Use'),
  block('100.64.0.0/10', 'Shared Address Space (carrier-grade NAT)'),
  block('127.0.0.0/8', 'Loopback'),
  block('169.254.0.0/16', 'Link-Local'),
  block('172.16.0.0/12', 'Private-Use'),
  part('192.0.0.0', '192.0.0.8', block('192.0.0.0/24', 'IETF Protocol Assignments')),
  part('192.0.0.11', '192.0.0.255', block('192.0.0.0/24', 'IETF Protocol Assignments')),
  block('192.0.2.0/24', 'Documentation (TEST-NET-1)'),
  block('192.88.99.0/24', 'Deprecated 6to4 Relay Anycast'),
  block('192.168.0.0/16', 'Private-Use'),
  block('198.18.0.0/15', 'Benchmarking'),
  block('198.51.100.0/24', 'Documentation (TEST-NET-2)'),
  block('203.0.113.0/24', 'Documentation (TEST-NET-3)'),
  block('224.0.0.0/4', 'Multicast'),
  block('240.0.0.0/4', 'Reserved and Limited Broadcast'),
];

/**
 * Azure's virtual public address: the platform's DNS, health probes and agents. It is one address
 * in every Azure network and nobody's way out.
 * Source: learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16.
 */
export const AZURE_PLATFORM_ADDRESS = '168.63.129.16';

/** The special-purpose blocks that `range` touches, and whether it lies wholly inside them. */
export function specialPurposeOf(range: Cidr): {
  readonly wholly: boolean;
  readonly blocks: readonly SpecialBlock[];
} {
  const [first, last] = [firstAddress(range), lastAddress(range)];
  const touched = spans.filter((special) => special.first <= last && special.last >= first);
  const names = new Map(touched.map(({ block, name }) => [block, { block, name }]));
  return { wholly: isSpecialPurpose(first, last), blocks: [...names.values()] };
}

/** True when no address from `first` to `last` (both included) is reachable over the internet. */
export function isSpecialPurpose(first: number, last: number): boolean {
  let next = first;
  for (const special of spans) {
    if (special.first > next) return false;
    if (special.last >= next) next = special.last + 1;
    if (next > last) return true;
  }
  return false;
}

function block(text: string, name: string): Span {
  const [address = '', bits = ''] = text.split('/');
  const range = { network: parseAddress(address) ?? 0, prefixBits: Number(bits) };
  return { block: text, name, first: firstAddress(range), last: lastAddress(range) };
}

function part(first: string, last: string, whole: Span): Span {
  return { ...whole, first: parseAddress(first) ?? 0, last: parseAddress(last) ?? 0 };
}
