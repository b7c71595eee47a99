'use client';
// Needs the router, to search while typing; without script the form's button does it.

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition } from 'react';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { useLiveSearch } from './live-search.tsx';

/** After the last key the URL follows, and with it the counts; the table has not waited for it. */
const pauseMs = 300;

/** The search box of the fleet. */
export function SearchAsYouType({
  className,
  placeholder,
}: {
  className: string;
  placeholder: string;
}) {
  const router = useRouter();
  const { typed, type, ask } = useLiveSearch();
  const [pending, start] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = (text: string) => {
    type(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const url = new URL(window.location.href);
      url.searchParams.delete('page');
      if (text.trim() === '') url.searchParams.delete('q');
      else url.searchParams.set('q', text.trim());
      ask(text.trim());
      start(() => router.replace(url.pathname + url.search, { scroll: false }));
    }, pauseMs);
  };
  return (
    <>
      <input
        type="search"
        name="q"
        aria-label="Search clusters"
        value={typed}
        onChange={(event) => search(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
        className={className}
        placeholder={placeholder}
      />
      {pending && (
        <div className="absolute inset-x-1 bottom-0">
          <ProgressBar />
        </div>
      )}
    </>
  );
}
