import { formatCidr } from '#lib/ranges/cidr';
import { readPaste } from '#lib/ranges/paste';

/**
 * The entries in a text, for removal: one a line, or with commas or semicolons between them. Whatever
 * may be an entry stays as it was written, and so does what is in `known`. Only where a line is nothing
 * but ranges that could be added, and their remarks, are they read as they are there: with blanks between
 * them, in quotes, with `# remarks`, as spans.
 */
export function typedRemovals(text: string, known: readonly string[]): readonly string[] {
  const verbatim = new Set(known);
  return text
    .split(/[\n,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => (verbatim.has(part) ? [part] : entriesIn(part)));
}

function entriesIn(part: string): readonly string[] {
  const { pieces } = readPaste(part);
  const entries = pieces.flatMap((piece) => {
    if (!piece.ok) return [];
    return [piece.note === 'from-span' ? formatCidr(piece.range) : piece.text];
  });
  return entries.length > 0 && entries.length === pieces.length ? entries : [part];
}
