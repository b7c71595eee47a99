'use client';
// Needs EventSource, to hear what happens while somebody looks, and the router, to make the page anew.

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { followEvents } from './follow-events.ts';

/**
 * Hears the events of that name of a stream, while the page is looked at; with no path, none. A stream
 * begins with how things are, so a page that comes into view again misses nothing. Another `hear` begins
 * another stream. Where the stream is gone, the page is made anew, which says why.
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
