'use client';
// Needs the window: which link was pressed, and whether its page has come.

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { GoingBar } from '../ui/going-bar.tsx';
import { goingEvent } from '../ui/use-go.ts';

/**
 * Says that another page is on its way, which Azure may take seconds for: the browser itself says so
 * only of pages that begin a new document.
 */
export function Going() {
  const here = `${usePathname()}?${useSearchParams()}`;
  const [leaving, setLeaving] = useState<string>();
  useEffect(() => {
    const leave = () => setLeaving(here);
    const press = ({ defaultPrevented, target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest('a') : null;
      // Whoever leads on without a new document has prevented one.
      if (!defaultPrevented || link === null) return;
      const { pathname, search } = window.location;
      if (link.pathname + link.search !== pathname + search) leave();
    };
    window.addEventListener('click', press);
    window.addEventListener(goingEvent, leave);
    return () => {
      window.removeEventListener('click', press);
      window.removeEventListener(goingEvent, leave);
    };
  }, [here]);
  if (leaving !== undefined && leaving !== here) setLeaving(undefined);
  return leaving === here && <GoingBar />;
}
