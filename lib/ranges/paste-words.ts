import { jsonTexts, type Stretch, startsLikeAddress } from './paste-json.ts';

/** A word, or a span of two addresses, and where it stands: from 1, columns in UTF-16 units. */
export type PastedWord = {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  /** First and last address of a span, as written. */
  readonly span?: readonly [string, string] | undefined;
};

type Found = {
  readonly offset: number;
  readonly text: string;
  readonly span?: readonly [string, string];
};

const separators = '\\s,;|"\'`“”‘’«»()\\[\\]{}<>\\u200b-\\u200d\\u2060\\ufeff';
const quad = '\\d+(?:\\.\\d+){3}';

/** At each place in this order: a span, a label such as `authorizedIPRanges:`, any other word. */
const pattern = [
  `(?<from>${quad})[^\\S\\r\\n]*[-–—][^\\S\\r\\n]*(?<to>${quad})(?![\\w/:]|\\.\\d)`,
  `[A-Za-z_][\\w.-]*["']?[^\\S\\r\\n]*(?:=|:(?=[${separators}]|$|${quad}))`,
  `(?<word>[^${separators}]+)`,
].join('|');

const azFlag = '--api-server-authorized-ip-ranges';

/** Every word of a paste that may be a range, or that somebody should be told is none, in order. */
export function pastedWords(text: string): readonly PastedWord[] {
  const lines = linesOf(text, text.length);
  let line = 0;
  return foundWords(text).map(({ offset, ...word }) => {
    while ((lines[line + 1]?.start ?? Number.POSITIVE_INFINITY) <= offset) line++;
    return { line: line + 1, column: offset - (lines[line]?.start ?? 0) + 1, ...word };
  });
}

function foundWords(text: string): readonly Found[] {
  const json = jsonTexts(text);
  const inLines = wordsOfLines(text, linesOf(text, json?.start ?? text.length));
  return [...inLines, ...(json?.texts ?? []).flatMap((stretch) => wordsOf(text, stretch))];
}

/** Line by line, since comments and tables are matters of lines. */
function wordsOfLines(text: string, lines: readonly Stretch[]): readonly Found[] {
  const found: Found[] = [];
  let columns = 0;
  lines.forEach((line, index) => {
    const words = wordsOf(text, contentOf(text, line));
    const underlined = countUnderlines(text, line);
    const isHeader = countUnderlines(text, lines[index + 1]) > 0 && !words.some(isLikeAddress);
    if (underlined > 0) columns = underlined;
    else if (words.length === 0) columns = 0;
    if (isHeader || underlined > 0) return;
    // The other columns of a table are not a mistake of the person who pasted it.
    found.push(...(columns > 1 ? words.filter(isLikeAddress) : words));
  });
  return found;
}

/** How many columns a line underlines, as `az -o table` and Markdown do; 0 for any other line. */
function countUnderlines(text: string, line: Stretch | undefined): number {
  const content = line ? text.slice(line.start, line.end) : '';
  return /^[\s|+:-]*$/.test(content) ? (content.match(/-{2,}/g)?.length ?? 0) : 0;
}

/** A line without its comment, and of an `az` command only what its flag for ranges is given. */
function contentOf(text: string, { start, end }: Stretch): Stretch {
  const content = text.slice(start, end).replace(/#.*$|(?<=^|\s)\/\/.*$/, '');
  const flag = content.indexOf(azFlag);
  if (flag < 0) return { start, end: start + content.length };
  const given = flag + azFlag.length;
  const nextFlag = content.slice(given).search(/\s--?[a-z]/i);
  return { start: start + given, end: start + (nextFlag < 0 ? content.length : given + nextFlag) };
}

function wordsOf(text: string, { start, end }: Stretch): readonly Found[] {
  const content = text.slice(start, end);
  const found: Found[] = [];
  for (const { index, groups, 0: whole } of content.matchAll(new RegExp(pattern, 'gu'))) {
    const { from, to, word } = groups ?? {};
    if (from !== undefined && to !== undefined) {
      found.push({ offset: start + index, text: whole, span: [from, to] });
    } else if (word !== undefined) {
      addWord(found, { offset: start + index, text: word.replace(/[.:!?]+$/, '') }, text);
    }
  }
  return found;
}

/** Words of prose that follow each other are one piece: `Home office Berlin` is one mistake, not three. */
function addWord(found: Found[], word: Found, text: string): void {
  if (!/[\p{L}\p{N}]/u.test(word.text)) return;
  const before = found.at(-1);
  const between = before && text.slice(before.offset + before.text.length, word.offset);
  if (before && isProse(before) && isProse(word) && between?.trim() === '') {
    found[found.length - 1] = { ...before, text: `${before.text}${between}${word.text}` };
  } else {
    found.push(word);
  }
}

function isProse({ text, span }: Found): boolean {
  return !span && !/[\d./:@]/.test(text);
}

function isLikeAddress({ text }: Found): boolean {
  return startsLikeAddress(text);
}

/** The lines of the first `end` units of a text, without what ends them. */
function linesOf(text: string, end: number): readonly Stretch[] {
  const lines: Stretch[] = [];
  let start = 0;
  for (const { index, 0: ending } of text.slice(0, end).matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start, end: index });
    start = index + ending.length;
  }
  return [...lines, { start, end }];
}
