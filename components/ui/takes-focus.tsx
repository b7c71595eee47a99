'use client';
// Needs the focus.

import type { ReactNode } from 'react';
import { useLostFocus } from './use-lost-focus.ts';

/** What was made on the server, to be read out once it has come in the place of what was pressed. */
export function TakesFocus({ children }: { children: ReactNode }) {
  const element = useLostFocus<HTMLDivElement>();
  return (
    <div ref={element} tabIndex={-1}>
      {children}
    </div>
  );
}
