import type { Row } from './figure.ts';

/** A figure as it was measured, or why it could not be. */
export type Measured = {
  readonly name: string;
  readonly title: string;
  readonly seconds: number;
  readonly outcome:
    | { readonly ok: true; readonly rows: readonly Row[] }
    | { readonly ok: false; readonly why: string };
};

const head = ['', 'Drawbridge', 'Instead', 'Limit or aim', 'Judged'];

/** The table of a run in Markdown: a line per row, and below it how each was measured. */
export function tableOf(figures: readonly Measured[]): string {
  const lines = figures.flatMap(linesOf);
  const body = [head, head.map(() => '---'), ...lines.map(({ cells }) => cells)];
  const table = body.map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
  const notes = lines.flatMap(({ cells, how }) => (how === '' ? [] : `- **${cells[0]}.** ${how}`));
  return `${table}\n\n## How each was measured\n\n${notes.join('\n')}\n`;
}

function linesOf({ title, seconds, outcome }: Measured) {
  if (!outcome.ok) {
    return [{ cells: [title, `not measured: ${outcome.why}`, '', '', ''], how: '' }];
  }
  return outcome.rows.map(({ what, ours, instead, limit, judged, how }, at) => ({
    cells: [what, ours, instead, limit, judged],
    how: at === 0 ? `${how} (All of “${title}” took ${seconds.toFixed(0)} s.)` : how,
  }));
}

/** A cell is one line, and a bar in it would be the next cell. */
function cell(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
}
