'use client';
// Needs the focus.

import type { ReactNode } from 'react';
import { useLostFocus } from './use-lost-focus.ts';

/**
 * Content rendered on the server that takes the focus, and so is read out, once it has replaced what
 * was pressed.
 */
export function TakesFocus({ children }: { children: ReactNode }) {
  const element = useLostFocus<HTMLDivElement>();
  return (
    <div ref={element} tabIndex={-1}>
      {children}
    </div>
  );
}
