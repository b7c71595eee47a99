/** A run of a long list: rows that are drawn, or room for those that are not. */
export type RowRun =
  | { readonly kind: 'rows'; readonly from: number; readonly to: number }
  | { readonly kind: 'room'; readonly from: number; readonly to: number };

/** Places in a list, from 0; `to` is behind the last. */
export type Span = { readonly from: number; readonly to: number };

/** Rows drawn beyond the edge of the screen, so that a turn of the wheel finds them there. */
export const beyond = 12;

/**
 * Which rows of a list are on the screen or near it. Both ends move in steps, so that not every pixel
 * of scrolling draws the table anew. `top` is where the list begins and `height` how high the screen
 * is, in pixels; above the screen `top` is negative.
 */
export function spanOnScreen(
  { top, height, rowHeight }: { top: number; height: number; rowHeight: number },
  total: number,
): Span {
  const step = beyond / 2;
  const first = Math.floor(-top / rowHeight) - beyond;
  const last = Math.ceil((height - top) / rowHeight) + beyond;
  const from = clamp(Math.floor(first / step) * step, total);
  return { from, to: Math.max(from, clamp(Math.ceil(last / step) * step, total)) };
}

/** The whole list in runs, with `pinned` drawn wherever it is: the focus must not fall out of the page. */
export function rowRuns(
  { from, to }: Span,
  pinned: number | undefined,
  total: number,
): readonly RowRun[] {
  const drawn: Span[] = [{ from: Math.min(from, total), to: Math.min(to, total) }];
  if (pinned !== undefined && pinned < total && (pinned < from || pinned >= to)) {
    drawn.push({ from: pinned, to: pinned + 1 });
  }
  drawn.sort((a, b) => a.from - b.from);
  const all: RowRun[] = [];
  let at = 0;
  for (const span of drawn) {
    if (span.from > at) all.push({ kind: 'room', from: at, to: span.from });
    if (span.to > span.from) all.push({ kind: 'rows', ...span });
    at = Math.max(at, span.to);
  }
  if (at < total) all.push({ kind: 'room', from: at, to: total });
  return all;
}

function clamp(at: number, total: number): number {
  return Math.min(Math.max(at, 0), total);
}
