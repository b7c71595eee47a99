import type { ReactNode } from 'react';

/** What a page is about, in the same size on all of them. */
export function PageTitle({ children }: { children: ReactNode }) {
  return (
    <h1 className="text-2xl font-semibold tracking-tight text-balance [overflow-wrap:anywhere]">
      {children}
    </h1>
  );
}
