'use client';
// Needs EventSource, to follow the batch, and the router, to read the results below anew.

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import type { BatchView } from '#lib/changes/shown/batch-view';
import { whenReady } from '../ui/await-ready.ts';
import { useEvents } from '../ui/use-events.ts';

/** How soon the results are read anew while their batch moves. */
const refreshMs = 2000;

/**
 * The newest view of the batch. What the page was made with is the newest when it comes, and begins
 * another stream, so that the two are never out of order.
 */
export function useLiveBatch(initial: BatchView, eventsPath: string): BatchView {
  const [heard, setHeard] = useState({ after: initial, view: initial });
  const view = heard.after === initial ? heard.view : initial;
  const hear = useCallback(
    (data: string) => setHeard({ after: initial, view: JSON.parse(data) }),
    [initial],
  );
  useEvents(view.ends ? undefined : eventsPath, 'batch', hear);
  // One that was tried again and found busy again is counted as before, and waits until another moment.
  const isNews =
    view.version !== initial.version ||
    JSON.stringify(view.tally) !== JSON.stringify(initial.tally);
  useRefresh(isNews, view.tally.working === 0);
  return view;
}

/**
 * Reads the page anew soon after there are news; at once where nothing follows by itself. A console that has
 * been stopped meanwhile is waited for: the router, which finds nobody there, would leave the page for the
 * browser's own words about that, and nothing comes back from those by itself.
 */
function useRefresh(isNews: boolean, rests: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isNews) return;
    let leave = () => {};
    const refresh = () => {
      leave = whenReady(() => router.refresh());
    };
    const timer = setTimeout(refresh, rests ? 0 : refreshMs);
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [isNews, rests, router]);
}
