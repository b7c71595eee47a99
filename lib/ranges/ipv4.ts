/** One IPv4 range. `network` is its first address as an unsigned 32-bit integer. */
export type Cidr = { readonly network: number; readonly prefixBits: number };

/** How many addresses IPv4 has. */
export const ALL_ADDRESSES = 2 ** 32;

const [ZERO, NINE, DOT] = [0x30, 0x39, 0x2e];

/**
 * Four decimal octets as an unsigned 32-bit integer, or undefined when that is not what stands there.
 * No leading zeros: some parsers read 010 as octal 8, so two readers could disagree. Digit by digit,
 * since a fleet holds millions of entries.
 */
export function parseAddress(text: string): number | undefined {
  let [address, dots] = [0, 0];
  let octet: number | undefined;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= ZERO && code <= NINE && octet !== 0) octet = (octet ?? 0) * 10 + code - ZERO;
    else if (code !== DOT || octet === undefined || ++dots > 3) return undefined;
    else [address, octet] = [address * 256 + octet, undefined];
    if (octet !== undefined && octet > 255) return undefined;
  }
  return dots === 3 && octet !== undefined ? address * 256 + octet : undefined;
}

/** The length of a prefix in bits, 0-32, written without leading zeros; otherwise undefined. */
export function parsePrefixBits(text: string): number | undefined {
  return /^(0|[1-9]\d?)$/.test(text) && Number(text) <= 32 ? Number(text) : undefined;
}

/** Four decimal octets. `address` is an unsigned 32-bit integer. */
export function formatAddress(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** Always with a prefix, `/32` included, so that equal ranges have equal text. */
export function formatCidr({ network, prefixBits }: Cidr): string {
  return `${formatAddress(network)}/${prefixBits}`;
}

/** The range of `prefixBits` that `address` lies in: `address` with its host bits cleared. */
export function rangeAround(address: number, prefixBits: number): Cidr {
  // A shift by 32 is a shift by 0 in JavaScript, so the whole internet is its own case.
  const network = prefixBits === 0 ? 0 : (address & (0xffffffff << (32 - prefixBits))) >>> 0;
  return { network, prefixBits };
}

/** How many addresses are in the range, 1 to 2^32. */
export function countAddresses({ prefixBits }: Cidr): number {
  return 2 ** (32 - prefixBits);
}

/** The first address of the range, as an unsigned 32-bit integer. */
export function firstAddress(range: Cidr): number {
  return range.network;
}

/** The last address of the range, as an unsigned 32-bit integer. */
export function lastAddress(range: Cidr): number {
  return range.network + countAddresses(range) - 1;
}

/** True when every address of `inner` is also in `outer`. */
export function covers(outer: Cidr, inner: Cidr): boolean {
  return (
    outer.prefixBits <= inner.prefixBits &&
    rangeAround(inner.network, outer.prefixBits).network === outer.network
  );
}

/**
 * The shortest list of ranges that holds exactly the addresses from `first` to `last` (both
 * included, `first` not after `last`): 62 ranges at the most.
 */
export function rangesFromSpan(first: number, last: number): readonly Cidr[] {
  const ranges: Cidr[] = [];
  let next = first;
  while (next <= last) {
    let prefixBits = 32;
    while (prefixBits > 0 && fits(next, prefixBits - 1, last)) prefixBits--;
    ranges.push({ network: next, prefixBits });
    next += 2 ** (32 - prefixBits);
  }
  return ranges;
}

function fits(first: number, prefixBits: number, last: number): boolean {
  const size = 2 ** (32 - prefixBits);
  return first % size === 0 && first + size - 1 <= last;
}
