import { useEffect, useRef } from 'react';
import { useScripted } from './use-in-browser.ts';

/**
 * For what takes the place of the button that was pressed: it takes the focus too, which would be lost
 * with the button, and so is read out. What comes with the document itself leaves the focus at its
 * beginning. The element needs `tabIndex={-1}`.
 */
export function useLostFocus<Kind extends HTMLElement>(): { readonly current: Kind | null } {
  const element = useRef<Kind>(null);
  const comesLater = useRef(useScripted());
  useEffect(() => {
    if (comesLater.current && document.activeElement === document.body) {
      element.current?.focus({ preventScroll: true });
    }
  }, []);
  return element;
}
