/**
 * One record of a CSV file (RFC 4180), with its line end. Cells are quoted where they must be, and none
 * starts a formula: whoever names a cluster or a subscription must not run anything in the spreadsheet of
 * whoever exports it (owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvRecord(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A line before all others of a file, about the whole of it: in its first two cells, a word and what it says. */
export type Remark = readonly [word: string, text: string];

/** The lines that a CSV file begins with: the names of its columns, and what is to be known of it as a whole. */
export function csvBeginning(
  names: readonly string[],
  remarks: readonly Remark[],
): readonly string[] {
  const rest = names.slice(2).map(() => '');
  const lines = remarks.map((remark) => csvRecord([...remark, ...rest]));
  return [excelMark + csvRecord(names), ...lines];
}

/** What makes Excel read the file as UTF-8. */
const excelMark = '\ufeff';

/**
 * The most characters that a cell of Excel holds, less some for the mark of a text. What is longer would
 * run over into the cells beside it.
 */
const longestCell = 32_000;

/** A long list as the text of as many cells as Excel needs for it, `count` at the most and always. */
export function listCells(texts: readonly string[], count: number): readonly string[] {
  const cells = Array.from({ length: count }, () => '');
  let at = 0;
  for (const text of texts) {
    const isFull = (cells[at] ?? '').length + text.length >= longestCell;
    if (isFull && at + 1 < count) at++;
    cells[at] = cells[at] === '' ? text : `${cells[at]} ${text}`;
  }
  return cells;
}

function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return `${value}`;
  const text = withoutFormula(value);
  return /[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Excel takes what starts with one of these for a formula, quoted or not, and in East Asian languages the
 * wide forms too. Where it parts cells by semicolon or tab, and so does not see our quotes, a formula could
 * start in the middle. An apostrophe makes a text of it.
 */
function withoutFormula(text: string): string {
  return text.replace(/(?=[=+\-@＝＋－＠])(?<=^|[;\t\r\n]["\s]*)|^(?=[\t\r])/g, "'");
}
