import { useRouter } from 'next/navigation';
import type { MouseEvent } from 'react';

/**
 * Lets the plain links within an element lead on without a new document, as `Link` does, with one
 * listener for all of them: where there are hundreds, a component for each is most of what script does.
 */
export function useOwnLinks(): (event: MouseEvent<HTMLElement>) => void {
  const router = useRouter();
  return (event) => {
    const { button, metaKey, ctrlKey, shiftKey, altKey, target } = event;
    if (event.defaultPrevented || button !== 0) return;
    // A new tab, a new window, a download.
    if (metaKey || ctrlKey || shiftKey || altKey) return;
    const link = target instanceof Element ? target.closest('a') : null;
    if (link === null || link.origin !== window.location.origin) return;
    event.preventDefault();
    router.push(link.pathname + link.search);
  };
}
