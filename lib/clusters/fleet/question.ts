import { type CidrProblem, problemWords } from '#lib/ranges/cidr';
import { coverageOf } from '#lib/ranges/entry';
import { type Cidr, formatAddress, formatCidr } from '#lib/ranges/ipv4';
import { type PastedPiece, readPaste, withPieceReplaced } from '#lib/ranges/paste';
import { cutMark } from './view-url.ts';

/** "Where can I get in?", from whichever addresses somebody asks it. */
export type Question = {
  /** What was typed, or nothing. */
  readonly text: string;
  /** Asked together; empty where nobody knows the address. */
  readonly ranges: readonly Cidr[];
  /** True for the person's own address. */
  readonly isMine: boolean;
  /** From where, in a word or two: `You`, `81.2.69.142`, `3 ranges`. */
  readonly label: string;
  readonly problems: readonly QuestionProblem[];
};

/** Something in the text that cannot be asked about. */
type QuestionProblem = {
  readonly words: string;
  /** The whole text, mended, where it is likely what was meant. */
  readonly instead?: { readonly text: string; readonly meant: string } | undefined;
};

/** How many ranges are asked about at once: a span may be dozens. */
const mostRanges = 100;

/**
 * Reads what was typed or pasted; without anything usable in it the question is the person's own.
 * `ownAddress` is dotted IPv4.
 */
export function readQuestion(text: string, ownAddress?: string): Question {
  const { pieces } = readPaste(text);
  const found = new Map<string, Cidr>();
  for (const piece of pieces) if (piece.ok) found.set(formatCidr(piece.range), piece.range);
  const ranges = [...found.values()].slice(0, mostRanges);
  const problems = problemsOf(text, pieces, found.size);
  if (ranges.length > 0) {
    return { text, ranges, isMine: false, label: labelOf(ranges), problems };
  }
  const own = ownAddress === undefined ? undefined : coverageOf(ownAddress);
  return { text, ranges: own ? [own] : [], isMine: true, label: 'You', problems };
}

/**
 * The question for a field of one line, which would run together what stands on two: as it was understood
 * where all of it was, else with blanks for its breaks.
 */
export function questionInOneLine({ text, ranges, isMine, problems }: Question): string {
  if (!/[\r\n]/.test(text)) return text;
  const isUnderstood = !isMine && problems.length === 0;
  return isUnderstood
    ? ranges.map(formatCidr).join(', ')
    : text.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim();
}

function problemsOf(
  text: string,
  pieces: readonly PastedPiece[],
  found: number,
): readonly QuestionProblem[] {
  const problems: QuestionProblem[] = text.endsWith(cutMark) ? [{ words: wasCut }] : [];
  for (const piece of pieces) if (!piece.ok) problems.push(problemOf(text, piece));
  if (text.trim() !== '' && pieces.length === 0) {
    problems.push({ words: 'There is no address in this. Write one such as 81.2.69.142.' });
  }
  if (found > mostRanges) {
    problems.push({
      words: `These are ${found} ranges. Only the first ${mostRanges} are asked about.`,
    });
  }
  return problems;
}

const wasCut = `This was too long for a link. Only what stands before the “${cutMark}” is asked about.`;

function problemOf(text: string, piece: PastedPiece & { readonly ok: false }): QuestionProblem {
  const { problem, suggestion } = piece;
  return {
    words: questionWords(problem),
    instead:
      suggestion === undefined
        ? undefined
        : { text: withPieceReplaced(text, piece, suggestion), meant: suggestion },
  };
}

/** Where adding a range is another matter than asking about it, other words. */
function questionWords(problem: CidrProblem): string {
  switch (problem.code) {
    case 'whole-internet':
      return `"${problem.text}" is everybody. Which clusters let everybody in, the filter Open shows.`;
    case 'cluster-only-placeholder':
      return `"${problem.text}" is nobody’s address: in a list it means the cluster alone.`;
    case 'service-tag':
      return `"${problem.text}" is not an address. Write one such as 81.2.69.142.`;
    default:
      return problemWords(problem);
  }
}

function labelOf(ranges: readonly Cidr[]): string {
  const [only] = ranges;
  if (only && ranges.length === 1) return rangeLabel(only);
  const areAddresses = ranges.every(({ prefixBits }) => prefixBits === 32);
  return `${ranges.length} ${areAddresses ? 'addresses' : 'ranges'}`;
}

/** A range for people: a single address without its prefix. */
export function rangeLabel(range: Cidr): string {
  return range.prefixBits === 32 ? formatAddress(range.network) : formatCidr(range);
}
