import { type RefObject, useEffect, useRef } from 'react';

/** How much the bar of the page and the head of the table hide, in pixels. */
const underHeads = 90;

const storageKey = 'place in the fleet';

/**
 * Where in a long list to look first. After a reload that is where one was: the browser remembers it, but
 * the page is too short for it until the list is long. The second page and those behind it begin further
 * down. Within the console, going back needs nothing: there the list is long from the start.
 */
export function usePlace(
  body: RefObject<HTMLElement | null>,
  { from, total, long }: { from: number; total: number; long: boolean },
): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (!long || isDone.current) return;
    isDone.current = true;
    const before = placeBefore();
    const box = body.current?.getBoundingClientRect();
    if (before !== undefined) window.scrollTo({ top: before });
    else if (from > 0 && box !== undefined && window.scrollY === 0) {
      window.scrollTo({ top: box.top + (box.height / total) * from - underHeads });
    }
  }, [body, from, total, long]);
  useEffect(() => {
    const keep = () => {
      sessionStorage.setItem(storageKey, JSON.stringify([window.location.href, window.scrollY]));
    };
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  }, []);
}

/** Read once: it is of the page that this one took the place of, and of none after it. */
function placeBefore(): number | undefined {
  const kept = sessionStorage.getItem(storageKey);
  sessionStorage.removeItem(storageKey);
  const [navigation] = performance.getEntriesByType('navigation');
  const isAgain =
    navigation !== undefined &&
    'type' in navigation &&
    (navigation.type === 'reload' || navigation.type === 'back_forward');
  if (kept === null || !isAgain) return undefined;
  const [href, top]: [string, number] = JSON.parse(kept);
  return href === window.location.href ? top : undefined;
}
