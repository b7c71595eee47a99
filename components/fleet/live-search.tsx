'use client';
// Needs state: what is typed into the search box is ahead of the URL, and the table shows it at once.

import { createContext, type ReactNode, use, useMemo, useState } from 'react';

type LiveSearch = {
  /** What stands in the box. */
  readonly typed: string;
  readonly type: (text: string) => void;
  /** The page with this text has been asked for, so its arrival changes nothing in the box. */
  readonly ask: (text: string) => void;
};

const Context = createContext<LiveSearch>({ typed: '', type: () => {}, ask: () => {} });

/** What is searched for, by the box and the table alike. */
export function useLiveSearch(): LiveSearch {
  return use(Context);
}

/** Surrounds the search box and the table; `q` is what the URL says. */
export function LiveSearchProvider({ q, children }: { q: string; children: ReactNode }) {
  const [typed, type] = useState(q);
  const [asked, ask] = useState(q);
  const [seen, setSeen] = useState(q);
  // The URL has changed by a link or by going back, not by what is typed here.
  if (q !== seen) {
    setSeen(q);
    if (q !== asked) {
      ask(q);
      type(q);
    }
  }
  const value = useMemo(() => ({ typed, type, ask }), [typed]);
  return <Context value={value}>{children}</Context>;
}
