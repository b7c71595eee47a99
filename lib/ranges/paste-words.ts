import { type Stretch, splitJson, startsLikeAddress } from './paste-json.ts';

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
  /** Nothing about it looks like an address or a name of a machine. */
  readonly isProse: boolean;
};

const separators = '\\s,;|"\'`“”‘’«»()\\[\\]{}<>\\u200b-\\u200d\\u2060\\ufeff';
const quad = '\\d+(?:\\.\\d+){3}';

/** At each place in this order: a span, a label such as `authorizedIPRanges:`, any other word. */
const pattern = new RegExp(
  [
    `(?<from>${quad})[^\\S\\r\\n]*[-–—][^\\S\\r\\n]*(?<to>${quad})(?![\\w/:]|\\.\\d)`,
    `[A-Za-z_][\\w.-]*["']?[^\\S\\r\\n]*(?:=|:(?=[${separators}]|$|${quad}))`,
    `(?<word>[^${separators}]+)`,
  ].join('|'),
  'gu',
);

const azFlag = '--api-server-authorized-ip-ranges';

/** Every word of a paste that may be a range, or that somebody should be told is none, in order. */
export function pastedWords(text: string): readonly PastedWord[] {
  const lines = linesOf(text, { start: 0, end: text.length });
  let line = 0;
  return foundWords(text).map(({ offset, text: word, span }) => {
    while ((lines[line + 1]?.start ?? Number.POSITIVE_INFINITY) <= offset) line++;
    return { line: line + 1, column: offset - (lines[line]?.start ?? 0) + 1, text: word, span };
  });
}

function foundWords(text: string): readonly Found[] {
  const { plain, texts } = splitJson(text);
  const found = [
    ...plain.flatMap((stretch) => wordsOfLines(text, linesOf(text, stretch))),
    ...texts.flatMap((stretch) => wordsOf(text, stretch)),
  ];
  return found.sort((a, b) => a.offset - b.offset);
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
  const content = text.slice(start, end).replace(/(?:#|(?<=^|\s)\/\/).*/s, '');
  const flag = content.indexOf(azFlag);
  if (flag < 0) return { start, end: start + content.length };
  const given = flag + azFlag.length;
  const nextFlag = content.slice(given).search(/\s--?[a-z]/i);
  return { start: start + given, end: start + (nextFlag < 0 ? content.length : given + nextFlag) };
}

function wordsOf(text: string, { start, end }: Stretch): readonly Found[] {
  const found: Found[] = [];
  for (const { index, groups, 0: whole } of text.slice(start, end).matchAll(pattern)) {
    const offset = start + index;
    const { from, to, word } = groups ?? {};
    if (from !== undefined && to !== undefined) {
      found.push({ offset, text: whole, span: [from, to], isProse: false });
    } else if (word !== undefined && /[\p{L}\p{N}]/u.test(word)) {
      const bare = word.replace(/(?<![.:!?])[.:!?]+$/, '');
      found.push({ offset, text: bare, isProse: !/[\d./:@]/.test(bare) });
    }
  }
  return joinProse(text, found);
}

/** Words of prose that follow each other are one piece: `Home office Berlin` is one mistake, not three. */
function joinProse(text: string, words: readonly Found[]): readonly Found[] {
  const phrases: (readonly [first: Found, last: Found])[] = [];
  for (const word of words) {
    const [first, last] = phrases.at(-1) ?? [];
    const between = last && text.slice(last.offset + last.text.length, word.offset);
    if (first && last?.isProse && word.isProse && between?.trim() === '') {
      phrases[phrases.length - 1] = [first, word];
    } else {
      phrases.push([word, word]);
    }
  }
  return phrases.map(([first, last]) => ({
    ...first,
    text: text.slice(first.offset, last.offset + last.text.length),
  }));
}

function isLikeAddress({ text }: Found): boolean {
  return startsLikeAddress(text);
}

/** The lines of a stretch, without what ends them. */
function linesOf(text: string, { start: first, end }: Stretch): readonly Stretch[] {
  const lines: Stretch[] = [];
  let start = first;
  for (const { index, 0: ending } of text.slice(first, end).matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start, end: first + index });
    start = first + index + ending.length;
  }
  return [...lines, { start, end }];
}
