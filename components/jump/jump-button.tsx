'use client';
// Needs the keys of the whole window. The dialog itself is loaded when somebody wants it.

import { Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useLayoutEffect, useState } from 'react';
import { useOnMac } from '../ui/use-in-browser.ts';

const load = () => import('./jump-dialog.tsx').then(({ JumpDialog }) => ({ default: JumpDialog }));
const JumpDialog = lazy(() => load().catch(() => ({ default: NotLoaded })));

/** By then a page has loaded what it needs itself. */
const idleMs = 1500;

/** Opens the jump to a cluster: this button, or Ctrl or ⌘ and K on every page. */
export function JumpButton() {
  const [isOpen, setOpen] = useState(false);
  const isMac = useOnMac();
  // Once the page has nothing else to do: what is typed right after the keys must find the dialog there.
  useEffect(() => {
    const idle = setTimeout(() => void load().catch(() => undefined), idleMs);
    return () => clearTimeout(idle);
  }, []);
  // In one step with the page: after it, the button of the page before would still take the keys.
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
      const control = isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
      if (key.toLowerCase() !== 'k' || !control || altKey || shiftKey) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [isMac]);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
        onClick={() => setOpen(true)}
        className="scripted flex min-h-7 items-center gap-1.5 rounded-full border border-line px-2 text-xs text-muted hover:bg-sunken hover:text-ink lg:pr-1.5"
      >
        <Search aria-hidden className="size-3.5 text-faint" />
        <span className="max-lg:sr-only">Jump to a cluster</span>
        <kbd
          aria-hidden
          className="rounded-full bg-sunken px-1.5 font-sans text-2xs text-muted max-lg:hidden"
        >
          {isMac ? '⌘ K' : 'Ctrl K'}
        </kbd>
      </button>
      {isOpen && (
        <Suspense>
          <JumpDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Beside a replica of another release, or off the network. The page stays, with what was typed into it. */
function NotLoaded(_: { onClose: () => void }) {
  return (
    <span role="alert" className="text-xs text-danger">
      This could not be loaded. Load the page again.
    </span>
  );
}
