import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { type Span, spanOnScreen } from './row-runs.ts';

const never = () => () => {};

/** True once script runs; on the server, and in what takes over from it, not yet. */
export function useScripted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

/**
 * The rows of a long list that are on the screen, as the window scrolls. All rows are equally high, so
 * the height of `body` says how high one is, whatever the width of the screen makes of it.
 */
export function useSpan(
  body: RefObject<HTMLElement | null>,
  { total, start, enabled }: { total: number; start: Span; enabled: boolean },
): Span {
  const [span, setSpan] = useState(start);
  useLayoutEffect(() => {
    if (!enabled) return;
    const look = () => {
      const box = body.current?.getBoundingClientRect();
      if (box === undefined || box.height === 0) return;
      const screen = { top: box.top, height: window.innerHeight, rowHeight: box.height / total };
      const next = spanOnScreen(screen, total);
      setSpan((now) => (now.from === next.from && now.to === next.to ? now : next));
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [body, total, enabled]);
  return span;
}
