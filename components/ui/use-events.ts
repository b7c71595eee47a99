'use client';
// Needs EventSource, to hear what happens while somebody looks.

import { useEffect } from 'react';

/**
 * Hears the events of that name of a stream, while the page is looked at; with no path, none. A stream
 * begins with how things are, so a page that comes into view again misses nothing. Another `hear` begins
 * another stream.
 */
export function useEvents(
  path: string | undefined,
  name: string,
  hear: (data: string) => void,
): void {
  useEffect(() => {
    if (path === undefined) return;
    let source: EventSource | undefined;
    const listen = () => {
      source?.close();
      if (document.visibilityState === 'hidden') return;
      source = new EventSource(path);
      source.addEventListener(name, (event) => hear(event.data));
    };
    listen();
    document.addEventListener('visibilitychange', listen);
    return () => {
      document.removeEventListener('visibilitychange', listen);
      source?.close();
    };
  }, [path, name, hear]);
}
