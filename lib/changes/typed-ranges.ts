import type { PieceProblem } from '#lib/changes/shown/form-state';
import { problemWords } from '#lib/ranges/cidr';
import { formatCidr } from '#lib/ranges/ipv4';
import { withLocation } from '#lib/ranges/named-location';
import { type PastedPiece, readPaste, withPieceReplaced } from '#lib/ranges/paste';
import { err, ok, type Result } from '#lib/result';
import { settings } from '#lib/settings';

/** Why typed text is not taken: a title, and each piece that cannot be used. */
export type TypedProblems = {
  readonly title: string;
  readonly problems: readonly PieceProblem[];
};

/** The ranges in a text, as Drawbridge writes them, or everything that is wrong with it. */
export function rangesIn(text: string): Result<readonly string[], TypedProblems> {
  const { pieces, truncated } = readPaste(text);
  const problems = pieces.flatMap(problemOf);
  const title = truncated
    ? 'This is more than can be read at once. Please split it.'
    : badPiecesTitle(pieces.length, problems.length);
  if (truncated || problems.length > 0) return err({ title, problems });
  return ok(pieces.flatMap((piece) => (piece.ok ? [formatCidr(piece.range)] : [])));
}

/**
 * The typed text with a suggestion in the place of the piece that it was made for. `use` is what the button
 * of the suggestion sends, `line:column:suggestion`; the text stays as it is where no piece fits that.
 */
export function withSuggestion(typed: string, use: string): string {
  const [, line, column, suggestion] = /^(\d+):(\d+):(.+)$/.exec(use) ?? [];
  const piece = readPaste(typed).pieces.find(
    (each) =>
      each.line === Number(line) &&
      each.column === Number(column) &&
      !each.ok &&
      each.suggestion === suggestion,
  );
  return piece && suggestion ? withPieceReplaced(typed, piece, suggestion) : typed;
}

/**
 * The typed text with the ranges of a named location added at its end; as it is where the operator has named
 * nothing so.
 */
export function withNamed(typed: string, name: string): string {
  const location = settings().namedLocations.find((each) => each.name === name);
  return location ? withLocation(typed, location) : typed;
}

function problemOf(piece: PastedPiece): readonly PieceProblem[] {
  if (piece.ok) return [];
  const { line, column, text: found, problem, suggestion } = piece;
  return [{ line, column, text: found, words: problemWords(problem), suggestion }];
}

function badPiecesTitle(all: number, bad: number): string {
  const good = all - bad;
  const what = bad === 1 ? 'One piece cannot be used' : `${bad} pieces cannot be used`;
  return good === 0
    ? `${what}.`
    : `${what}; the other ${good === 1 ? 'one is' : `${good} are`} fine.`;
}
