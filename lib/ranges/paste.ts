import { parseClientAddress } from './address.ts';
import { type CidrProblem, parseRange } from './cidr.ts';
import {
  ALL_ADDRESSES,
  type Cidr,
  formatAddress,
  formatCidr,
  parseAddress,
  rangesFromSpan,
} from './ipv4.ts';
import { type PastedWord, pastedWords } from './paste-words.ts';
import { rangeWarnings, warningWords } from './range-warning.ts';

/** Where a piece stands in what was pasted: line and column from 1, columns in UTF-16 units. */
type Place = { readonly line: number; readonly column: number; readonly text: string };

/** One range found in what was pasted, or something there that is none. A span may give several. */
export type PastedPiece =
  | (Place & {
      readonly ok: true;
      readonly range: Cidr;
      /** A sentence about the range that its author should read. */
      readonly warning?: string | undefined;
      readonly note?: 'was-bare' | 'from-span' | undefined;
    })
  | (Place & {
      readonly ok: false;
      readonly problem: CidrProblem;
      /** What could be added in its stead, should the person agree. */
      readonly suggestion?: string | undefined;
    });

/** How much of a paste is read: UTF-16 units of text, and pieces. What is beyond is not looked at. */
export const pasteLimits = { characters: 262_144, pieces: 5_000 } as const;

/**
 * Finds the ranges in whatever people paste: one a line, with commas, semicolons or spaces, JSON,
 * `az` output, Terraform, spans `a.b.c.d-e.f.g.h`. Passed over are comments, labels, the other columns
 * of a table and the other values of JSON; in the JSON of a cluster only its authorized ranges count.
 * Whatever else stands where a range should be is reported at its place. `truncated`: there was more
 * than `pasteLimits` allows.
 */
export function readPaste(text: string): {
  readonly pieces: readonly PastedPiece[];
  readonly truncated: boolean;
} {
  const read = withinLimit(text);
  const pieces: PastedPiece[] = [];
  for (const word of pastedWords(read)) {
    pieces.push(...piecesOf(word));
    if (pieces.length > pasteLimits.pieces) break;
  }
  const truncated = text.length > read.length || pieces.length > pasteLimits.pieces;
  return { pieces: pieces.slice(0, pasteLimits.pieces), truncated };
}

/** The pasted text with another text in the place of one of its pieces. */
export function withPieceReplaced(pasted: string, piece: Place, by: string): string {
  const lines = pasted.split('\n');
  const line = lines[piece.line - 1] ?? '';
  const start = piece.column - 1;
  lines[piece.line - 1] = line.slice(0, start) + by + line.slice(start + piece.text.length);
  return lines.join('\n');
}

/** Cut where a word ends: half an address is another address. */
function withinLimit(text: string): string {
  if (text.length <= pasteLimits.characters) return text;
  const read = text.slice(0, pasteLimits.characters);
  return read.slice(0, read.search(/[\s,;][^\s,;]*$/) + 1);
}

function piecesOf({ span, ...place }: PastedWord): readonly PastedPiece[] {
  if (span) return piecesOfSpan(place, span);
  const note = place.text.includes('/') ? undefined : 'was-bare';
  return [judged(place, place.text, note)];
}

function piecesOfSpan(place: Place, [from, to]: readonly [string, string]): readonly PastedPiece[] {
  const [first, last] = [parseAddress(from), parseAddress(to)];
  const { text } = place;
  if (first === undefined || last === undefined) {
    return [{ ...place, ok: false, problem: { code: 'not-an-address', text } }];
  }
  if (first > last) {
    const meant = `${formatAddress(last)}-${formatAddress(first)}`;
    return [{ ...place, ok: false, problem: { code: 'reversed-span', text, meant } }];
  }
  return rangesFromSpan(first, last).map((range) => judged(place, formatCidr(range), 'from-span'));
}

function judged(
  place: Place,
  text: string,
  note: 'was-bare' | 'from-span' | undefined,
): PastedPiece {
  const range = parseRange(text);
  if (!range.ok) {
    return { ...place, ok: false, problem: range.error, suggestion: suggestionFor(range.error) };
  }
  const warnings = rangeWarnings(range.value).map((each) => warningWords(range.value, each));
  const warning = warnings.length > 0 ? warnings.join(' ') : undefined;
  return { ...place, ok: true, range: range.value, warning, note };
}

/** Another text that could be added, where one is likely to be meant. Only ever offered. */
function suggestionFor(problem: CidrProblem): string | undefined {
  switch (problem.code) {
    case 'host-bits-set':
      return problem.meant;
    case 'prefix-out-of-range':
      return withNetmask(problem.text);
    case 'ipv6':
    case 'not-an-address': {
      // `81.2.69.142:443` and `::ffff:81.2.69.142` hold one IPv4 address.
      const address = parseClientAddress(problem.text);
      return address.ok ? `${address.value}/32` : undefined;
    }
    default:
      return undefined;
  }
}

/** `73.140.245.0/255.255.255.0` with its netmask as a prefix, where that can be added. */
function withNetmask(text: string): string | undefined {
  const [address = '', mask = ''] = text.split('/');
  const wildcard = ALL_ADDRESSES - 1 - (parseAddress(mask) ?? 0);
  const prefixBits = 32 - Math.log2(wildcard + 1);
  const range = parseRange(`${address}/${prefixBits}`);
  if (range.ok) return formatCidr(range.value);
  return range.error.code === 'host-bits-set' ? range.error.meant : undefined;
}
