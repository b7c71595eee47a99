import { err, ok, type Result } from '#lib/result';
import { isIpv6 } from './cidr.ts';
import { formatAddress, parseAddress } from './ipv4.ts';
import { AZURE_PLATFORM_ADDRESS, specialPurposeOf } from './special-purpose.ts';

/** Why a text cannot be the address somebody comes from over the internet. */
export type AddressProblem =
  | { readonly code: 'not-an-address'; readonly text: string }
  | { readonly code: 'ipv6'; readonly text: string }
  | {
      readonly code: 'special-purpose';
      readonly text: string;
      readonly block: string;
      readonly name: string;
    };

/**
 * Reads the address of a person or a machine, from a header, an echo service or a keyboard: one
 * global IPv4 address, alone, with a port (`81.2.69.142:51234`), with `/32`, or as an IPv4-mapped
 * IPv6 address (`::ffff:81.2.69.142`, `[::ffff:81.2.69.142]:51234`). Answers it dotted.
 */
export function parseClientAddress(text: string): Result<string, AddressProblem> {
  const bare = withoutPort(text.trim());
  const address = parseAddress(bare.replace(/\/32$/, '')) ?? mappedAddress(bare);
  if (address === undefined) {
    return err({ code: isIpv6(bare) ? 'ipv6' : 'not-an-address', text });
  }
  const dotted = formatAddress(address);
  if (dotted === AZURE_PLATFORM_ADDRESS) {
    return err({ code: 'special-purpose', text, block: `${dotted}/32`, name: 'Azure platform' });
  }
  const special = specialPurposeOf({ network: address, prefixBits: 32 });
  const [block] = special.blocks;
  return block ? err({ code: 'special-purpose', text, ...block }) : ok(dotted);
}

/** One plain sentence: what is wrong with the address and what to do. */
export function addressProblemWords(problem: AddressProblem): string {
  const text = `"${problem.text.trim().slice(0, 80)}"`;
  switch (problem.code) {
    case 'not-an-address':
      return `${text} is not an IPv4 address. Write one such as 81.2.69.142.`;
    case 'ipv6':
      return `${text} is IPv6. AKS admits IPv4 only: write your public IPv4 address.`;
    case 'special-purpose':
      return `${text} lies in ${problem.block} (${problem.name}): it is not the address the internet sees you come from. Write your public address.`;
  }
}

function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(text);
  const plain = /^([^:]*):(\d{1,5})$/.exec(text);
  const [whole, host, port] = bracketed ?? plain ?? [text, text];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return whole;
  return host ?? whole;
}

/** The IPv4 address inside an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2), dotted or in hex. */
function mappedAddress(text: string): number | undefined {
  const tail = /^(?:::|(?:0{1,4}:){5})ffff:(.*)$/i.exec(text)?.[1];
  if (tail === undefined) return undefined;
  const hex = /^([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(tail);
  if (!hex) return parseAddress(tail);
  return Number.parseInt(hex[1] ?? '', 16) * 65536 + Number.parseInt(hex[2] ?? '', 16);
}
