'use client';
// Needs the router, to search while typing; without script the form's button does it.

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { ProgressBar } from '../ui/progress-bar.tsx';

/** After the last key, so that a word is one search. */
const pauseMs = 250;

/** The search box of the fleet. */
export function SearchAsYouType({
  value,
  className,
  placeholder,
}: {
  value: string;
  className: string;
  placeholder: string;
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [typed, setTyped] = useState(value);
  const [asked, setAsked] = useState(value);
  const [seen, setSeen] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The URL has changed by a link or by going back, not by what is typed here.
  if (value !== seen) {
    setSeen(value);
    if (value !== asked) {
      setAsked(value);
      setTyped(value);
    }
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const url = new URL(window.location.href);
      url.searchParams.delete('page');
      if (text.trim() === '') url.searchParams.delete('q');
      else url.searchParams.set('q', text);
      setAsked(text.trim());
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
