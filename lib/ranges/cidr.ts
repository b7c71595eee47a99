import IPCIDR from 'ip-cidr';
import { err, ok, type Result } from '#lib/result';
import { type Cidr, formatCidr, parseAddress, parsePrefixBits, rangeAround } from './ipv4.ts';
import { specialPurposeOf } from './special-purpose.ts';

/** Why a text cannot be added as a range. `text` is what stood there; `meant` what was probably meant. */
export type CidrProblem =
  | { readonly code: 'not-an-address'; readonly text: string }
  | { readonly code: 'service-tag'; readonly text: string }
  | { readonly code: 'ipv6'; readonly text: string }
  | { readonly code: 'prefix-out-of-range'; readonly text: string }
  | { readonly code: 'host-bits-set'; readonly text: string; readonly meant: string }
  | {
      readonly code: 'special-purpose';
      readonly text: string;
      /** `10.0.0.0/8` */
      readonly block: string;
      /** `Private-Use` */
      readonly name: string;
    }
  | { readonly code: 'whole-internet'; readonly text: string }
  | { readonly code: 'cluster-only-placeholder'; readonly text: string }
  | { readonly code: 'reversed-span'; readonly text: string; readonly meant: string };

/**
 * Reads what may be added to a list: `73.140.245.0/24`, or a bare address, which means that single
 * address (/32). Nothing around it, no leading zeros, prefix 0-32.
 *
 * Fails with `host-bits-set` when the address is not the first of its range, and says which range
 * was probably meant: rounding silently would admit addresses that nobody typed
 * (learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges, "use the network address").
 */
export function parseRange(text: string): Result<Cidr, CidrProblem> {
  const [address = '', prefix = '32', ...extra] = text.split('/');
  const value = parseAddress(address);
  if (value === undefined || extra.length > 0) return err(notAnAddress(text));
  const prefixBits = parsePrefixBits(prefix);
  // ip-cidr has the last word on what a CIDR is; on top of it no leading zeros and nothing around.
  if (prefixBits === undefined || !IPCIDR.isValidCIDR(`${address}/${prefix}`)) {
    return err({ code: 'prefix-out-of-range', text });
  }
  const range = rangeAround(value, prefixBits);
  return judgeRange(range, text, range.network !== value);
}

/** The rules for a range that could be read. `hostBits`: it was written with another address of it. */
function judgeRange(range: Cidr, text: string, hostBits: boolean): Result<Cidr, CidrProblem> {
  if (range.prefixBits === 0) return err({ code: 'whole-internet', text });
  const canonical = formatCidr(range);
  if (canonical === '0.0.0.0/32') return err({ code: 'cluster-only-placeholder', text });

  const special = specialPurposeOf(range);
  if (special.wholly) {
    const block = special.blocks.map((each) => each.block).join(' and ');
    const name = special.blocks.map((each) => each.name).join(' and ');
    return err({ code: 'special-purpose', text, block, name });
  }
  return hostBits ? err({ code: 'host-bits-set', text, meant: canonical }) : ok(range);
}

function notAnAddress(text: string): CidrProblem {
  if (isIpv6(text)) return { code: 'ipv6', text };
  return { code: isServiceTag(text) ? 'service-tag' : 'not-an-address', text };
}

/** Six groups of four digits, and an IPv4 address in the place of the last two. */
const longestIpv6 = 45;

/** True for an IPv6 address or range, in any of its spellings. */
export function isIpv6(text: string): boolean {
  const [address = '', prefix] = text.split('/');
  if (address.length > longestIpv6) return false;
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(address)) return false;
  return IPCIDR.isValidAddress(address) && (prefix === undefined || /^\d{1,3}$/.test(prefix));
}

/**
 * True for what reads like a service tag, `AzureCloud` or `AzureCloud.WestEurope`: names that start
 * with a capital and have another capital or nothing but letters and digits after it.
 * Source: learn.microsoft.com/azure/virtual-network/service-tags-overview.
 */
export function isServiceTag(text: string): boolean {
  return /^[A-Z][A-Za-z0-9]+(\.[A-Z][A-Za-z0-9]+)?$/.test(text);
}

/** One or two plain sentences: what is wrong with the text and what to do. */
export function problemWords(problem: CidrProblem): string {
  const text = quoted(problem.text);
  switch (problem.code) {
    case 'not-an-address':
      return looksLikeName(problem.text)
        ? `${text} is a name. AKS admits addresses, not names: write the address its traffic comes from.`
        : `${text} is not an IPv4 address. Write one such as 81.2.69.142, or a range such as 73.140.245.0/24.`;
    case 'service-tag':
      return `${text} is not an address. If it is a service tag: Drawbridge keeps tags it finds, but adds only addresses.`;
    case 'ipv6':
      return `${text} is IPv6. AKS admits IPv4 only: write the IPv4 address.`;
    case 'prefix-out-of-range':
      return `${text} has no valid prefix. After the slash comes a whole number from 1 to 32.`;
    case 'host-bits-set':
      return `${text} starts at ${problem.meant}: use that?`;
    case 'special-purpose':
      return `${text} lies in ${problem.block} (${problem.name}), which nobody comes from over the internet. Write the public address instead.`;
    case 'whole-internet':
      return `${text} admits the whole internet. If that is what you want, use Open this cluster.`;
    case 'cluster-only-placeholder':
      return `${text} admits nobody but the cluster itself and stands alone. If that is what you want, use Close to cluster only.`;
    case 'reversed-span':
      return `${text} runs backwards. Did you mean ${problem.meant}?`;
  }
}

function looksLikeName(text: string): boolean {
  return /[a-z]/i.test(text) && /^[\w.:/?#@%&=+~-]+$/.test(text) && /\.|:\/\//.test(text);
}

function quoted(text: string): string {
  return `"${text.length > 80 ? `${text.slice(0, 79)}…` : text}"`;
}
