import { formatCidr } from '#lib/ranges/ipv4';
import { pasteLimits, readPaste } from '#lib/ranges/paste';

/**
 * The entries in a text, for removal: one a line, or with commas or semicolons between them. Whatever
 * may be an entry stays as it was written, and so does what is in `known`. Only where a line is nothing
 * but ranges that could be added, and their remarks, are they read as they are there: with blanks between
 * them, in quotes, with `# remarks`, as spans. Undefined where there are more than are read at once.
 */
export function typedRemovals(
  text: string,
  known: readonly string[],
): readonly string[] | undefined {
  const verbatim = new Set(known);
  const parts = text
    .split(/[\n,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const most = Math.max(pasteLimits.pieces, known.length);
  if (parts.length > most) return undefined;
  const entries: string[] = [];
  for (const part of parts) {
    const found = verbatim.has(part) ? [part] : entriesIn(part);
    if (found === undefined || entries.length + found.length > most) return undefined;
    entries.push(...found);
  }
  return entries;
}

function entriesIn(part: string): readonly string[] | undefined {
  const { pieces, truncated } = readPaste(part);
  if (truncated) return undefined;
  const entries = pieces.flatMap((piece) => {
    if (!piece.ok) return [];
    return [piece.note === 'from-span' ? formatCidr(piece.range) : piece.text];
  });
  return entries.length > 0 && entries.length === pieces.length ? entries : [part];
}
