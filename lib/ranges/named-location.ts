import { type Cidr, covers, formatCidr } from './ipv4.ts';
import { readPaste } from './paste.ts';

/** Ranges that the operator knows by a name, such as an office. The term is that of Entra's Conditional Access. */
export type NamedLocation = { readonly name: string; readonly ranges: readonly Cidr[] };

/** What a range has to do with a named location: it lies in it, or lets all of it in. */
type LocationOf = { readonly name: string; readonly isWithin: boolean };

/** The named locations that a range lies in, or else lets in as a whole. */
export function locationsOf(
  range: Cidr,
  locations: readonly NamedLocation[],
): readonly LocationOf[] {
  return locations.flatMap(({ name, ranges }): readonly LocationOf[] => {
    if (ranges.some((each) => covers(each, range))) return [{ name, isWithin: true }];
    return ranges.every((each) => covers(range, each)) ? [{ name, isWithin: false }] : [];
  });
}

/** A text with the ranges of a location added at its end, each on a line, except those that stand in it. */
export function withLocation(text: string, { ranges }: NamedLocation): string {
  const { pieces } = readPaste(text);
  const typed = new Set(pieces.flatMap((piece) => (piece.ok ? formatCidr(piece.range) : [])));
  const written = ranges.map(formatCidr).filter((each) => !typed.has(each));
  return [text.trimEnd(), ...written].filter((line) => line !== '').join('\n');
}
