import { type RefObject, startTransition, useEffect, useLayoutEffect, useState } from 'react';
import { type Span, spanOnScreen } from './row-runs.ts';

// Once script has taken over a page, what is drawn later need not begin as the server made it.
let isScripted = false;

/** Which part of a list is drawn. */
type Drawn = {
  /** Whether only a part is drawn, with empty room in place of the rest. */
  readonly long: boolean;
  readonly span: Span;
};

/**
 * Draws all of a list that fits on one page, and of a long one the rows that are on the screen, as the
 * window scrolls. Until script has taken over, and on the server, it is the page that was sent: to draw
 * another part at once would hold up everything else, so that is done in slices.
 */
export function useSpan(
  body: RefObject<HTMLElement | null>,
  { total, page, per }: { total: number; page: Span; per: number },
): Drawn {
  const [scripted, setScripted] = useState(isScripted);
  const [span, setSpan] = useState(page);
  const long = scripted && total > per;
  // biome-ignore lint/correctness/useExhaustiveDependencies: script takes over once.
  useEffect(() => {
    isScripted = true;
    const seen = spanSeen(body.current, page.to - page.from, total);
    startTransition(() => {
      setScripted(true);
      if (seen !== undefined) setSpan(seen);
    });
  }, []);
  useLayoutEffect(() => {
    if (!long) return;
    const look = () => {
      const next = spanSeen(body.current, total, total);
      if (next === undefined) return;
      setSpan((now) => (now.from === next.from && now.to === next.to ? now : next));
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [body, total, long]);
  if (long) return { long, span };
  return { long, span: scripted ? { from: 0, to: total } : page };
}

/** All rows are equally high, so the height of `drawn` rows says how high one is on this screen. */
function spanSeen(body: HTMLElement | null, drawn: number, total: number): Span | undefined {
  const box = body?.getBoundingClientRect();
  if (box === undefined || box.height === 0) return undefined;
  const screen = { top: box.top, height: window.innerHeight, rowHeight: box.height / drawn };
  return spanOnScreen(screen, total);
}
