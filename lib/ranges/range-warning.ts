import { grouped } from '#lib/grouped';
import { type Cidr, countAddresses, covers, formatCidr, parseAddress } from './ipv4.ts';
import { AZURE_PLATFORM_ADDRESS, type SpecialBlock, specialPurposeOf } from './special-purpose.ts';

/** Something a person should know before adding a range that may be added all the same. */
type RangeWarning =
  /** A part of the range lies in blocks that nobody comes from. */
  | { readonly code: 'partly-special-purpose'; readonly blocks: readonly SpecialBlock[] }
  /** Holds Azure's own platform address, which is nobody's way out. */
  | { readonly code: 'azure-platform-address' }
  /** Wider than /16. */
  | { readonly code: 'very-wide'; readonly addresses: number };

/** A range with a shorter prefix than this, in bits, is called very wide: more than 65,536 addresses. */
export const VERY_WIDE_BELOW_BITS = 16;

const platform: Cidr = { network: parseAddress(AZURE_PLATFORM_ADDRESS) ?? 0, prefixBits: 32 };

/** What to know before adding `range`; empty for most. */
export function rangeWarnings(range: Cidr): readonly RangeWarning[] {
  const { blocks } = specialPurposeOf(range);
  const warnings: RangeWarning[] = [];
  if (blocks.length > 0) warnings.push({ code: 'partly-special-purpose', blocks });
  if (covers(range, platform)) warnings.push({ code: 'azure-platform-address' });
  if (range.prefixBits < VERY_WIDE_BELOW_BITS) {
    warnings.push({ code: 'very-wide', addresses: countAddresses(range) });
  }
  return warnings;
}

/** The warning about `range` in one plain sentence. */
export function warningWords(range: Cidr, warning: RangeWarning): string {
  const text = formatCidr(range);
  switch (warning.code) {
    case 'partly-special-purpose':
      return `A part of ${text} lies in ${warning.blocks.map(nameBlock).join(', ')}, which nobody comes from over the internet.`;
    case 'azure-platform-address':
      return `${text} holds ${AZURE_PLATFORM_ADDRESS}, an address of the Azure platform itself: nobody comes from it.`;
    case 'very-wide':
      return `${text} admits ${grouped(warning.addresses)} addresses.`;
  }
}

function nameBlock({ block, name }: SpecialBlock): string {
  return `${block} (${name})`;
}
