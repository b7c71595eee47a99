'use client';
// Needs EventSource, to hear what happens while somebody looks, and the router, to make the page anew.

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { followEvents } from './follow-events.ts';

/**
 * Calls `hear` for the events of this name of a stream while the page is visible; without a path, for
 * none. A stream begins with how things are, so a page that becomes visible again has missed nothing.
 * Another `hear` opens the stream anew. Where the stream does not exist any more, the page is
 * rendered again, which says why.
 */
export function useEvents(
  path: string | undefined,
  name: string,
  hear: (data: string) => void,
): void {
  const router = useRouter();
  useEffect(() => {
    if (path === undefined) return;
    const gone = () => router.refresh();
    let leave = () => {};
    const listen = () => {
      leave();
      leave =
        document.visibilityState === 'hidden' ? () => {} : followEvents(path, name, { hear, gone });
    };
    listen();
    document.addEventListener('visibilitychange', listen);
    return () => {
      document.removeEventListener('visibilitychange', listen);
      leave();
    };
  }, [path, name, hear, router]);
}
